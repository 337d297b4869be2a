from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_letters_of_several_rounds")]

    operations = [
        migrations.AddField(
            model_name="findinganswer",
            name="stance",
            field=models.CharField(
                choices=[("known", "Känt"), ("accepted", "Godtas"), ("questioned", "Ifrågasätts hos källan")],
                default="known",
                max_length=10,
                verbose_name="svar",
            ),
        )
    ]
