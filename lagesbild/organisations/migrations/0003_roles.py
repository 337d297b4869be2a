from django.db import migrations


class Migration(migrations.Migration):
    """The roles, as they were then: reporting 0005 makes them all, so that they are made once only."""

    dependencies = [
        ("organisations", "0002_initial"),
        ("barometer", "0002_initial"),
        ("framework", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations = []
