"""Grants and assessments are found by the beginning of a word too: also those that were saved before."""

from django.db import migrations
from django.db.models import F

FOUND = (("cooperation", "grant"), ("barometer", "goalassessment"))


def fill(apps, schema_editor):
    # Each has one text to search in, so that what is found by whole words is what is found by beginnings.
    kinds = apps.get_model("contenttypes", "ContentType").objects
    entries = apps.get_model("wagtailsearch", "IndexEntry").objects
    for app_label, model in FOUND:
        kind = kinds.filter(app_label=app_label, model=model).first()
        entries.filter(content_type=kind).update(autocomplete=F("body"))


class Migration(migrations.Migration):
    dependencies = [("framework", "0003_sent_forms"), ("wagtailsearch", "0010_add_text_fields")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
