"""What people may do: four groups, made once by a migration and then the municipality's own to change."""

from django.apps import apps as installed

EDIT = ("add", "change", "view")
# Nobody but an administrator deletes: what should no longer show is unpublished, and its history stays.
EVERYTHING = (*EDIT, "publish", "lock", "unlock")
DRAFTED_ONLY = (*EDIT, "publish")

COORDINATOR, INTERNATIONAL = "Samordnare", "Internationell samordnare"
REPORTER, READER = "Rapportör", "Läsare"
REVIEW = "Granskning"
COOPERATION = tuple(
    f"cooperation.{name}" for name in ("partnership", "exchange", "project", "lesson", "application", "grant")
)
FUNDING = ("cooperation.fundingprogramme", "cooperation.call")
VOCABULARY = tuple(f"cooperation.{name}" for name in ("theme", "focusarea", "exchangerate"))
REVIEWED = ("barometer.goal", "barometer.indicator", "barometer.action", *COOPERATION)

ADMIN = {"wagtailadmin.admin": ("access",)}
# Who keeps the register of cooperation and funding keeps its words and its partners too.
REGISTER = (
    dict.fromkeys((*COOPERATION, *FUNDING, "organisations.organisation"), EVERYTHING)
    | dict.fromkeys(VOCABULARY, EDIT)
    | {"cooperation.calljudgement": EDIT}
)
# A reporter's words are drafts until a coordinator publishes them.
ROLES = {
    COORDINATOR: ADMIN
    | REGISTER
    | {
        "barometer.programme": EVERYTHING,
        "barometer.goal": EVERYTHING,
        "barometer.indicator": EVERYTHING,
        "barometer.action": EVERYTHING,
        "barometer.goalassessment": DRAFTED_ONLY,
        "organisations.municipality": ("change",),
        "framework.globalgoal": ("change", "view"),
    },
    INTERNATIONAL: ADMIN
    | REGISTER
    | {
        "barometer.goal": EDIT,
        "barometer.goalassessment": EDIT,
        "barometer.action": EDIT,
        "barometer.indicator": ("view",),
        "barometer.programme": ("view",),
    },
    REPORTER: ADMIN
    | dict.fromkeys(COOPERATION[:4], EDIT)
    | {
        "barometer.goal": EDIT,
        "barometer.indicator": EDIT,
        "barometer.action": EDIT,
        "barometer.goalassessment": EDIT,
        "barometer.programme": ("view",),
        "organisations.organisation": ("view",),
    },
    READER: ADMIN
    | dict.fromkeys((*COOPERATION, *FUNDING, *VOCABULARY), ("view",))
    | {
        "barometer.programme": ("view",),
        "barometer.goal": ("view",),
        "barometer.indicator": ("view",),
        "barometer.action": ("view",),
        "barometer.goalassessment": ("view",),
        "organisations.organisation": ("view",),
    },
}
# Wagtail keeps documents and images in collections, with rights of their own.
FILES = ("wagtaildocs.document", "wagtailimages.image")
KEEPS_FILES = ("add", "change", "delete", "choose")
COLLECTION_ROLES = {COORDINATOR: KEEPS_FILES, INTERNATIONAL: KEEPS_FILES, REPORTER: ("choose",)}


def ensure_roles(apps=installed) -> None:
    """Make the four groups with the rights above; rights that a group has already stay.

    ``apps`` is the registry of a migration or, by default, the installed one.
    """
    group_model = apps.get_model("auth", "Group")
    for name, models in ROLES.items():
        group, _created = group_model.objects.get_or_create(name=name)
        group.permissions.add(*_permissions(apps, models))
        _share_files(apps, group, COLLECTION_ROLES.get(name, ()))
    _ensure_review(apps, group_model.objects.get(name=COORDINATOR))


def _ensure_review(apps, coordinators) -> None:
    """A reporter's draft can be sent for review, and then waits on every coordinator's home page."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind, _created = kinds.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects
    task, _created = tasks.get_or_create(name=REVIEW, defaults={"content_type": kind})
    task.groups.add(coordinators)
    workflow, created = apps.get_model("wagtailcore", "Workflow").objects.get_or_create(name=REVIEW)
    if created:
        steps = apps.get_model("wagtailcore", "WorkflowTask").objects
        steps.create(workflow=workflow, task_id=task.pk, sort_order=0)
    for model in REVIEWED:
        app_label, name = model.split(".")
        reviewed, _created = kinds.get_or_create(app_label=app_label, model=name)
        tied = apps.get_model("wagtailcore", "WorkflowContentType").objects
        tied.get_or_create(content_type=reviewed, defaults={"workflow": workflow})


def _permissions(apps, models: dict[str, tuple[str, ...]]) -> list:
    return [_permission(apps, model, right) for model, rights in models.items() for right in rights]


def _permission(apps, model: str, right: str):
    # Django makes permissions after the last migration, under the same names: these are found, not doubled.
    app_label, name = model.split(".")
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind, _created = kinds.get_or_create(app_label=app_label, model=name)
    words = f"Can {right} {installed.get_model(model)._meta.verbose_name_raw}"
    permission, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=f"{right}_{name}", defaults={"name": words}
    )
    return permission


def _share_files(apps, group, rights) -> None:
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    shares = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for model in FILES:
        for right in rights:
            shares.get_or_create(group=group, collection=root, permission=_permission(apps, model, right))
