from django.db import migrations


class Migration(migrations.Migration):
    """Where partners are and who they are: stands where the table is made; databases of before have it from here."""

    dependencies = [("organisations", "0003_roles")]
    operations = []
