from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0006_step_taken_back"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reportedvalue",
            name="area",
            field=models.CharField(blank=True, max_length=20, verbose_name="område"),
        ),
    ]
