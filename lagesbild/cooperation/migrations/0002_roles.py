from django.db import migrations

from lagesbild.organisations.roles import ensure_roles


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0001_initial"), ("organisations", "0003_roles")]
    operations = [migrations.RunPython(lambda apps, editor: ensure_roles(apps), migrations.RunPython.noop)]
