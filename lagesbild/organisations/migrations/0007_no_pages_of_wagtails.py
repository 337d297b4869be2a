"""What Wagtail lays down in a new database and we have no use for: its first page's words, its groups, its workflow."""

from django.db import migrations

TITLES = {"Root": "Webbplatsen", "Welcome to your new Wagtail site!": "Lägesbild"}
GROUPS, WORKFLOW = ("Moderators", "Editors"), "Moderators approval"


def clear(apps, _schema):
    pages = apps.get_model("wagtailcore", "Page").objects
    for title, ours in TITLES.items():
        pages.filter(title=title, depth__lte=2).update(title=ours, draft_title=ours)
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW, workflow_states=None).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name=WORKFLOW, task_states=None).delete()
    # Somebody may have given people one of them.
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS, user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0006_synonyms"),
        # Their first data is of these groups.
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0002_initial_data"),
        ("wagtailimages", "0002_initial_data"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(clear, migrations.RunPython.noop)]
