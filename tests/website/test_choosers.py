"""What a chooser offers who only reports: what is public and what is theirs, however its address is asked for."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from lagesbild.cooperation.models import Partnership, Project
from lagesbild.organisations.models import Organisation
from tests.website.test_permissions import VIEWSETS

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]

# Who reports sees every programme and organisation in the editor's own list, drafts too; the rest is by right.
DRAFTED = sorted(
    kind
    for kind, viewset in VIEWSETS.items()
    if hasattr(viewset.model, "live") and kind not in ("programme", "organisation")
)
OWN = sorted(kind for kind in DRAFTED if hasattr(VIEWSETS[kind], "answered_by"))


@pytest.fixture
def reporter(world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(world.person("reporter"))
    return client


def hidden(thing):
    """A draft that was never public."""
    type(thing).objects.filter(pk=thing.pk).update(live=False, first_published_at=None)
    return thing


def offered(client, thing) -> dict[str, bool]:
    """Whether each of the chooser's pages knows the thing."""
    viewset = VIEWSETS[thing._meta.model_name].chooser_viewset
    title, pk = str(thing), thing.pk

    def words(name: str, sent: str = "", *args) -> bool:
        answer = client.get(reverse(viewset.get_url_name(name), args=args) + sent)
        if answer.status_code != 200:
            return False
        text = answer.content.decode()
        # What is put into a page by a script comes as JSON.
        text = str(json.loads(text)) if text.startswith("{") else text
        return title in text or f"/{pk}/" in text

    return {
        "list": words("choose"),
        "page": words("choose_results"),
        "searched": words("choose_results", f"?q={title.split()[0]}"),
        "chosen": words("chosen", "", pk),
        "several": words("chosen_multiple", f"?id={pk}"),
    }


@pytest.mark.parametrize("kind", DRAFTED)
def test_a_draft_of_others_is_in_no_chooser(world, reporter, kind):
    assert set(offered(reporter, hidden(world.things["other"][kind])).values()) == {False}


@pytest.mark.parametrize("kind", ["goal", "indicator", "action", "partnership", "project"])
def test_what_is_public_can_be_pointed_to(world, reporter, kind):
    assert set(offered(reporter, world.things["other"][kind]).values()) == {True}


@pytest.mark.parametrize("kind", OWN)
def test_so_can_ones_own_drafts(world, reporter, kind):
    found = offered(reporter, hidden(world.things["own"][kind]))
    assert {found[name] for name in ("list", "page", "chosen", "several")} == {True}


@pytest.mark.parametrize("role", ["reader", "coord", "admin"])
def test_who_follows_the_rounds_is_offered_every_goal(world, client, role):
    client.force_login(world.person(role))
    assert set(offered(client, hidden(world.things["other"]["goal"])).values()) == {True}


def test_words_that_are_not_drafted_are_everybodys(world, reporter):
    assert set(offered(reporter, world.things["other"]["theme"]).values()) - {False} == {True}


@pytest.mark.parametrize("kind", OWN)
def test_a_search_in_the_editors_own_list_finds_only_what_is_theirs(world, reporter, kind):
    own, other = (world.things[which][kind] for which in ("own", "other"))
    where = reverse(VIEWSETS[kind].get_url_name("list"))
    answer = reporter.get(where, {"q": str(other).split()[0]})
    assert answer.status_code == 200
    assert f"/{other.pk}/" not in answer.content.decode().replace(f"/{own.pk}/", "")


# --- Files ------------------------------------------------------------------------------------------------


def document(title: str, by=None):
    return get_document_model().objects.create(
        title=title, file=ContentFile(b"x", name="fil.pdf"), uploaded_by_user=by
    )


def image(title: str, by=None):
    file = ImageFile(get_test_image_file().file, name="bild.png")
    return get_image_model().objects.create(title=title, file=file, uploaded_by_user=by)


def offered_file(client, kind: str, one) -> set[bool]:
    choose, chosen = f"/redigera/{kind}/chooser/", f"/redigera/{kind}/chooser/chosen"
    pages = [choose, f"{choose}results/", f"{choose}results/?q={one.title[:3]}"]
    pages += [f"{chosen}/{one.pk}/", f"{chosen}-multiple/?id={one.pk}"]
    if kind == "images":
        pages.append(f"{choose}{one.pk}/select_format/")
    answers = [client.get(page) for page in pages]
    return {answer.status_code == 200 and one.title in answer.content.decode() for answer in answers}


@pytest.mark.parametrize("kind, make", [("documents", document), ("images", image)])
def test_a_file_that_nothing_public_shows_is_not_offered(world, reporter, kind, make):
    assert offered_file(reporter, kind, make("Oklart")) == {False}


@pytest.mark.parametrize("kind, make", [("documents", document), ("images", image)])
def test_ones_own_file_is(world, client, kind, make):
    me = world.person("reporter")
    client.force_login(me)
    assert offered_file(client, kind, make("Eget", me)) >= {True}


@pytest.mark.parametrize("public", [True, False])
def test_a_document_is_offered_when_what_shows_it_is_public(world, reporter, public):
    held = document("Avtalet")
    other = Partnership.objects.get(pk=world.things["other"]["partnership"].pk)
    other.live = public
    other.documents.create(title="Avtalet", document=held)
    other.save()
    assert offered_file(reporter, "documents", held) == {public}


def test_who_puts_files_in_is_offered_all(world, client):
    client.force_login(world.person("coord"))
    assert offered_file(client, "documents", document("Oklart")) == {True}


def test_the_page_chooser_knows_nothing_of_ours(world, reporter):
    page = reporter.get("/redigera/choose-page/").content.decode()
    assert not [thing for thing in world.things["other"].values() if str(thing) in page]


@pytest.mark.parametrize("page", ["choose", "choose_results"])
def test_where_somebody_of_ours_is_asked_for_nobody_else_is_offered(world, client, page):
    client.force_login(world.person("coord"))
    units = {"Kontoret": "administration", "Bolaget": "company", "Kuopio": "municipality"}
    for number, (name, kind) in enumerate(units.items()):
        Organisation.objects.create(name_sv=name, slug=f"enhet-{number}", kind=kind, live=True)
    address = reverse(Organisation.snippet_viewset.chooser_viewset.get_url_name(page))
    everybody, ours = (client.get(address, query).content.decode() for query in ({}, {"ours": "1"}))
    assert {name for name in units if name in everybody} == set(units)
    assert {name for name in units if name in ours} == {"Kontoret", "Bolaget"}


@pytest.mark.parametrize("model", [Partnership, Project])
def test_ansvarig_hos_oss_asks_for_our_own(model):
    form = model.snippet_viewset._edit_handler.get_form_class()(instance=model())
    widget = form.formsets["responsibilities"].empty_form.fields["organisation"].widget
    assert widget.get_chooser_modal_url().endswith("?ours=1")
