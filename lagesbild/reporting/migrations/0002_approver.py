from django.db import migrations


class Migration(migrations.Migration):
    """The right to approve, which stands where the table is made; the roles that have it are made by 0005."""

    dependencies = [
        ("reporting", "0001_initial"),
        ("barometer", "0004_by_form"),
        ("cooperation", "0002_roles"),
        ("organisations", "0004_partners"),
    ]
    operations = []
