from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_contacts")]

    operations = [
        migrations.AlterField(
            model_name="step",
            name="what",
            field=models.CharField(
                choices=[
                    ("saved", "Sparade"),
                    ("conflict", "Sparade samtidigt som någon annan"),
                    ("submitted", "Lämnade in"),
                    ("taken_back", "Tog tillbaka"),
                    ("returned", "Skickade tillbaka"),
                    ("not_ours", "Sa att frågan inte är deras"),
                    ("moved", "Flyttade till en annan organisation"),
                    ("approved", "Godkände och publicerade"),
                    ("corrected", "Rättade efter sista dag"),
                ],
                max_length=10,
            ),
        )
    ]
