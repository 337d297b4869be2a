from django.db import migrations, models


def forget_the_country(apps, _schema_editor):
    """Until now 0000 meant that nobody had said which municipality it is; the country's figures were shown as its own."""
    unnamed = apps.get_model("organisations", "Municipality").objects.filter(name="Kommunen")
    unnamed.filter(home_area="0000").update(home_area="")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_partners"),
    ]

    operations = [
        migrations.AlterField(
            model_name="municipality",
            name="home_area",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Fyra siffror med inledande nolla, till exempel 0680. Utan kod visas inga egna siffror.",
                max_length=20,
                verbose_name="kommunens kod i siffrorna",
            ),
        ),
        migrations.RunPython(forget_the_country, migrations.RunPython.noop),
    ]
