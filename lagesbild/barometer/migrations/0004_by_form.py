from django.db import migrations


class Migration(migrations.Migration):
    """Values of an indicator by form: stands where the table is made; databases of before have it from here."""

    dependencies = [("barometer", "0003_considered")]
    operations = []
