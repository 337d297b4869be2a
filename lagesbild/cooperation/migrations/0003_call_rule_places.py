from django.db import migrations


class Migration(migrations.Migration):
    """Other help at the field for places, which stands where the table is made."""

    dependencies = [("cooperation", "0002_roles")]
    operations = []
