from django.db import migrations, models

DAYS_APART = 31


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0005_imported_file")]

    def tie(apps, schema_editor):
        """Money that was written as both is counted once: a claim and an instalment as large, a month apart at most.

        What only is of the same day is left for a person to judge: the editor asks the next time it is saved.
        """
        claims = apps.get_model("cooperation", "Claim").objects.filter(paid_on__isnull=False)
        instalments = apps.get_model("cooperation", "Instalment").objects.filter(received_on__isnull=False)
        taken = set()
        for claim in claims.order_by("paid_on", "pk"):
            alike = instalments.filter(grant=claim.grant_id, value=claim.approved).exclude(pk__in=taken)
            apart = {one.pk: abs((one.received_on - claim.paid_on).days) for one in alike}
            nearest = min(apart, key=apart.get, default=None)
            if nearest is not None and apart[nearest] <= DAYS_APART:
                taken.add(nearest)
                claims.filter(pk=claim.pk).update(came_as="instalment")

    operations = [
        migrations.AddField(
            model_name="claim",
            name="came_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("instalment", "Utbetalning i listan ovan: räknas bara där"),
                    ("itself", "Egen betalning, utöver utbetalningarna: räknas här"),
                ],
                default="",
                help_text="Välj när rekvisitionen är betald, så att samma pengar inte räknas två gånger.",
                max_length=10,
                verbose_name="pengarna kom in som",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(tie, migrations.RunPython.noop),
    ]
