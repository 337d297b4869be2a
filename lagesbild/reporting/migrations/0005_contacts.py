from django.db import migrations

from lagesbild.organisations.roles import ensure_roles


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_finding_answer_stance"), ("cooperation", "0005_imported_file")]
    operations = [
        migrations.RunPython(lambda apps, editor: ensure_roles(apps), migrations.RunPython.noop),
    ]
