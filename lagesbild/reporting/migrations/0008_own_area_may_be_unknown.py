from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0007_round_held_by"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reportedvalue",
            name="area",
            field=models.CharField(blank=True, max_length=20, verbose_name="område"),
        ),
    ]
