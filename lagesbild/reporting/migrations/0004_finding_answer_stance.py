from django.db import migrations


class Migration(migrations.Migration):
    """The kind of an answer: stands where the table is made; databases of before have it from here."""

    dependencies = [("reporting", "0003_letters_of_several_rounds")]
    operations = []
