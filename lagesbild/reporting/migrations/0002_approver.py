from django.db import migrations

from lagesbild.organisations.roles import ensure_roles


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0001_initial"),
        ("barometer", "0004_by_form"),
        ("cooperation", "0002_roles"),
        ("organisations", "0004_partners"),
    ]
    operations = [
        migrations.AlterModelOptions(
            name="item",
            options={
                "ordering": ["round", "organisation", "kind", "pk"],
                "permissions": [
                    ("approve_item", "Kan godkänna svar, skicka tillbaka dem och rätta dem"),
                ],
                "verbose_name": "fråga i en omgång",
                "verbose_name_plural": "frågor i en omgång",
            },
        ),
        migrations.RunPython(lambda apps, editor: ensure_roles(apps), migrations.RunPython.noop),
    ]
