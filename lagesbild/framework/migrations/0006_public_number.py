from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("framework", "0005_saved_forms")]
    operations = [
        migrations.CreateModel(
            "PublicNumber",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=100, unique=True)),
                ("number", models.BigIntegerField(default=0)),
                ("raised_in", models.BigIntegerField(null=True)),
            ],
        ),
    ]
