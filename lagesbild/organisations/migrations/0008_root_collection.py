"""Wagtail's first collection of files is called Root, in every language."""

from django.db import migrations


def rename(apps, _schema):
    collections = apps.get_model("wagtailcore", "Collection").objects
    collections.filter(depth=1, name="Root").update(name="Alla filer")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0007_no_pages_of_wagtails"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
