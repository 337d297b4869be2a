from django.db import migrations


class Migration(migrations.Migration):
    """The roles, as they were then: reporting 0005 makes them all, so that they are made once only."""

    dependencies = [("cooperation", "0001_initial"), ("organisations", "0003_roles")]
    operations = []
