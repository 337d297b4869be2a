import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_approver")]
    operations = [
        migrations.AlterField(
            model_name="letter",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="letters",
                to="reporting.round",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="also",
            field=models.ManyToManyField(related_name="+", to="reporting.round"),
        ),
        migrations.AddField(model_name="letter", name="again_from", field=models.DateField(null=True)),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invitation", "Inbjudan"),
                    ("reminder", "Påminnelse"),
                    ("weekly", "Veckobrev till samordnaren"),
                ],
                max_length=10,
            ),
        ),
    ]
