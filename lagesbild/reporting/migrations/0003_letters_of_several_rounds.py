from django.db import migrations


class Migration(migrations.Migration):
    """Letters of several rounds: stands where the table is made; databases of before have it from here."""

    dependencies = [("reporting", "0002_approver")]
    operations = []
