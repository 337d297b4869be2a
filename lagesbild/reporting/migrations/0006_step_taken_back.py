from django.db import migrations


class Migration(migrations.Migration):
    """A step may be that somebody took back an answer: stands where the table is made."""

    dependencies = [("reporting", "0005_contacts")]
    operations = []
