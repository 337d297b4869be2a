from django.db import migrations


class Migration(migrations.Migration):
    """A call as it was found: stands where the table is made; databases of before have it from here."""

    dependencies = [("cooperation", "0003_call_rule_places")]
    operations = []
