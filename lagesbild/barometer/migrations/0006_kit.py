import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("barometer", "0005_duty_that_is_asked"),
        ("framework", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="direction_proposed",
            field=models.BooleanField(
                default=False,
                help_text="Kryssa ur när ni har bekräftat riktningen eller valt en egen.",
                verbose_name="riktningen är startpaketets förslag",
            ),
        ),
        migrations.AddField(
            model_name="indicatorgoal",
            name="global_goal",
            field=models.ForeignKey(
                blank=True,
                help_text="För ett nyckeltal som inte hör till något mål i ett program.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="indicator_links",
                to="framework.globalgoal",
                verbose_name="eller globalt mål",
            ),
        ),
        migrations.AlterField(
            model_name="indicatorgoal",
            name="goal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="indicator_links",
                to="barometer.goal",
                verbose_name="mål",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorgoal",
            constraint=models.UniqueConstraint(
                fields=("indicator", "global_goal"), name="indicator_once_under_a_global_goal"
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorgoal",
            constraint=models.CheckConstraint(
                condition=models.Q(("goal__isnull", False), ("global_goal__isnull", False), _connector="XOR"),
                name="indicator_goal_is_of_a_programme_or_global",
                violation_error_message="Välj ett mål i ett program eller ett globalt mål, inte båda.",
            ),
        ),
    ]
