from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("framework", "0004_found_by_beginnings")]
    operations = [
        migrations.AddField("sentform", "is_saved", models.BooleanField(default=False)),
    ]
