"""What people may do: five groups, made once by a migration and then the municipality's own to change."""

from django.apps import apps as installed
from django.utils.translation import gettext_lazy as _

EDIT = ("add", "change", "view")
# Nobody but an administrator deletes: what should no longer show is unpublished, and its history stays. What was never
# public, and nobody else has written in, its writer may take away (lagesbild.organisations.editor_access).
EVERYTHING = (*EDIT, "publish", "lock", "unlock")
DRAFTED_ONLY = (*EDIT, "publish")

COORDINATOR, INTERNATIONAL = "Samordnare", "Internationell samordnare"
REPORTER, APPROVER, READER = "Rapportör", "Godkännare", "Läsare"
REVIEW = "Granskning"
COOPERATION = tuple(
    f"cooperation.{name}" for name in ("partnership", "exchange", "project", "lesson", "application", "grant")
)
FUNDING = ("cooperation.fundingprogramme", "cooperation.call")
VOCABULARY = tuple(f"cooperation.{name}" for name in ("theme", "focusarea", "exchangerate"))
REVIEWED = ("barometer.goal", "barometer.indicator", "barometer.action", *COOPERATION)

DESCRIPTIONS = {
    COORDINATOR: _(
        "Håller i uppföljningen: gör omgångar, öppnar och stänger dem, flyttar frågor, granskar och publicerar."
        " Sköter mål, nyckeltal, åtgärder och hur webbplatsen ser ut."
    ),
    REPORTER: _(
        "Svarar på det som den egna organisationen ansvarar för. Det som skrivs är utkast tills någon har godkänt det."
    ),
    APPROVER: _(
        "Granskar det som är inlämnat: publicerar det, skickar tillbaka det med en fråga eller rättar det i efterhand."
    ),
    INTERNATIONAL: _(
        "Sköter registret över samarbeten, projekt och finansiering, och publicerar i det."
        " Ser hur omgångarna går."
    ),
    READER: _("Ser utkast, omgångar, protokoll och historik. Ändrar ingenting."),
}
"""Each group in plain words, in the order they are told of."""
ADMINISTRATOR = _("Administratör")
ADMINISTRATOR_DOES = _(
    "Gör konton, ger roller och kan ta bort. Det är den ruta som heter administratör på kontot, inte en grupp."
)

ADMIN = {"wagtailadmin.admin": ("access",)}
# Who follows a round sees what was asked, answered and decided, and by whom.
FOLLOWS = {"reporting.round": ("view",), "reporting.item": ("view",)}
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
        "reporting.round": EDIT,
        # A municipality where somebody else approves takes this right away from its coordinators.
        "reporting.item": ("view", "approve"),
    },
    APPROVER: ADMIN
    | {
        "barometer.programme": ("view",),
        "barometer.goal": ("view", "publish"),
        "barometer.indicator": ("view", "publish"),
        "barometer.action": ("view", "publish"),
        "barometer.goalassessment": ("view", "publish"),
        "organisations.organisation": ("view",),
        "reporting.round": ("view",),
        "reporting.item": ("view", "approve"),
    },
    INTERNATIONAL: ADMIN
    | REGISTER
    | FOLLOWS
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
        "reporting.item": ("answer",),
    },
    READER: ADMIN
    | FOLLOWS
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


Rights = dict[str, tuple[str, ...]]


def ensure_roles(apps=installed, new: dict[str, Rights] | None = None) -> None:
    """Make those of the five groups that are missing, with the rights above; others get only what is ``new`` to them.

    What a municipality has taken from a role stays taken, and what it has added stays. ``apps`` is the registry of a
    migration or, by default, the installed one.
    """
    groups = apps.get_model("auth", "Group").objects
    missing = [name for name in ROLES if not groups.filter(name=name).exists()]
    for name in missing:
        group = groups.create(name=name)
        group.permissions.add(*_permissions(apps, ROLES[name]))
        _share_files(apps, group, COLLECTION_ROLES.get(name, ()))
    _ensure_review(apps, groups.filter(name__in={COORDINATOR, APPROVER}.intersection(missing)))
    for name, rights in (new or {}).items():
        groups.get(name=name).permissions.add(*_permissions(apps, rights))


def _ensure_review(apps, reviewers) -> None:
    """A reporter's draft can be sent for review, and then waits on the home page of everybody who reviews."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind, _created = kinds.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects
    task, _created = tasks.get_or_create(name=REVIEW, defaults={"content_type": kind})
    task.groups.add(*reviewers)
    workflow, created = apps.get_model("wagtailcore", "Workflow").objects.get_or_create(name=REVIEW)
    if created:
        steps = apps.get_model("wagtailcore", "WorkflowTask").objects
        steps.create(workflow=workflow, task_id=task.pk, sort_order=0)
        _review(apps, workflow)


def _review(apps, workflow) -> None:
    kinds = apps.get_model("contenttypes", "ContentType").objects
    for model in REVIEWED:
        app_label, name = model.split(".")
        reviewed, _created = kinds.get_or_create(app_label=app_label, model=name)
        tied = apps.get_model("wagtailcore", "WorkflowContentType").objects
        tied.get_or_create(content_type=reviewed, defaults={"workflow": workflow})


def _permissions(apps, models: Rights) -> list:
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
