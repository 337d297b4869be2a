from django.db import migrations


class Migration(migrations.Migration):
    """Relations between the apps: stand where the tables are made; databases of before have them from here."""

    initial = True
    dependencies = [("barometer", "0001_initial")]
    operations = []
