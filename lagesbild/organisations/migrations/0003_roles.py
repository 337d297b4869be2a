from django.db import migrations

from lagesbild.organisations.roles import ensure_roles


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_initial"),
        ("barometer", "0002_initial"),
        ("framework", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations = [migrations.RunPython(lambda apps, editor: ensure_roles(apps), migrations.RunPython.noop)]
