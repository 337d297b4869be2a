from django.db import migrations


class Migration(migrations.Migration):
    """What has been considered for an action: stands where the table is made; databases of before have it from here."""

    dependencies = [("barometer", "0002_initial")]
    operations = []
