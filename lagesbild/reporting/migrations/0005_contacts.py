from django.db import migrations

from lagesbild.organisations.roles import ensure_roles


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_finding_answer_stance"), ("cooperation", "0005_imported_file")]
    operations = [
        migrations.AlterModelOptions(
            name="item",
            options={
                "ordering": ["round", "organisation", "kind", "pk"],
                "permissions": [
                    ("answer_item", "Kan svara på det som den egna organisationen ansvarar för"),
                    ("approve_item", "Kan godkänna svar, skicka tillbaka dem och rätta dem"),
                ],
                "verbose_name": "fråga i en omgång",
                "verbose_name_plural": "frågor i en omgång",
            },
        ),
        migrations.RunPython(lambda apps, editor: ensure_roles(apps), migrations.RunPython.noop),
    ]
