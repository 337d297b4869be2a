"""Documents and pictures: seen by all where something public shows them, and else by those who may choose them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.images.tests.utils import get_test_image_file

from lagesbild.organisations.models import Municipality
from lagesbild.organisations.roles import COORDINATOR, REPORTER
from lagesbild.organisations.unclaimed_files import remove_unclaimed
from tests.hostile.drawing import PICTURES
from tests.reporting.drawing import person
from tests.website import site_drawing as drawing

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # Wagtail keeps how pictures were cut, by their numbers.
    get_image_model().get_rendition_model().cache_backend.clear()


@pytest.fixture
def document():
    return get_document_model().objects.create(title="Beslut", file=ContentFile(b"PDF", "beslut.txt"))


@pytest.fixture
def picture():
    return get_image_model().objects.create(title="Vapen", file=get_test_image_file())


def logged_in(client, role: str):
    somebody = person(f"en-{role}".lower())
    somebody.groups.add(Group.objects.get(name=role))
    client.force_login(somebody)


def attached(document, *, live: bool):
    programme = drawing.goal("Mål").programme
    programme.document, programme.live = document, live
    programme.save()
    return programme


def test_a_document_of_something_public_is_read_by_all(client, document):
    attached(document, live=True)
    assert client.get(document.url).status_code == 200


def test_a_document_that_nothing_public_shows_is_not_there(client, document):
    assert client.get(document.url).status_code == 404
    programme = attached(document, live=False)
    assert client.get(document.url).status_code == 404
    programme.live = True
    programme.save()
    assert client.get(document.url).status_code == 200


@pytest.mark.parametrize(("role", "status"), [(COORDINATOR, 200), (REPORTER, 404)])
def test_who_may_choose_it_may_see_it(client, document, role, status):
    logged_in(client, role)
    assert client.get(document.url).status_code == status


def test_a_picture_that_nothing_public_shows_is_not_there_however_it_is_cut(client, picture):
    cut = picture.get_rendition("width-40")
    assert client.get(cut.url).status_code == 404
    home = drawing.home()
    municipality = Municipality.load()
    municipality.logo = picture
    municipality.save()
    assert client.get(cut.url).status_code == 200, home
    assert client.get("/media/images/finns-inte.png").status_code == 404
    assert client.get("/media/original_images/test.png").status_code == 404


def test_an_editor_sees_a_picture_before_it_is_used(client, picture):
    cut = picture.get_rendition("width-40")
    logged_in(client, COORDINATOR)
    assert client.get(cut.url).status_code == 200


@pytest.mark.usefixtures("with_context")
@pytest.mark.parametrize("title", PICTURES)
def test_a_broken_picture_or_one_of_too_many_points_is_an_error_at_its_field(admin_client, title):
    form = {"title": "Vapen", "file": SimpleUploadedFile(title, PICTURES[title]())}
    page = admin_client.post("/redigera/images/add/", form | {"collection": "1"})
    assert page.status_code == 200 and "file" in page.context["form"].errors
    assert not get_image_model().objects.exists()


# --- A file that another takes the place of ---------------------------------------------------------------


def put_in(instance, file: SimpleUploadedFile):
    """By the editor's form, in a transaction as its page has."""
    form_of = get_image_form if isinstance(instance, get_image_model()) else get_document_form
    form = form_of(type(instance))({"title": "En"}, {"file": file}, instance=instance, user=None)
    assert form.is_valid(), form.errors
    with transaction.atomic():
        return form.save()


@pytest.mark.parametrize("kind", ["picture", "document"])
def test_the_file_before_is_there_until_the_database_names_the_new_one(
    kind, request, monkeypatch, django_capture_on_commit_callbacks
):
    upload = request.getfixturevalue(kind)
    cut = upload.get_rendition("width-40") if kind == "picture" else upload

    def broken_off(*_arguments):
        raise OSError("killed before the transaction ends")

    with monkeypatch.context() as patched:
        patched.setattr("wagtail.search.index.insert_or_update_object", broken_off)
        with pytest.raises(OSError):
            put_in(type(upload).objects.get(pk=upload.pk), drawn_file(kind))
    upload.refresh_from_db()
    assert Path(upload.file.path).exists() and Path(cut.file.path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        put_in(type(upload).objects.get(pk=upload.pk), drawn_file(kind))
    assert not Path(upload.file.path).exists() and not Path(cut.file.path).exists()
    upload.refresh_from_db()
    assert Path(upload.file.path).exists()


def drawn_file(kind: str) -> SimpleUploadedFile:
    if kind == "document":
        return SimpleUploadedFile("nytt.txt", b"Nytt")
    return SimpleUploadedFile("ny.png", get_test_image_file().file.getvalue(), "image/png")


def test_a_file_that_no_row_names_is_removed_the_day_after(picture, document, tmp_path):
    picture.get_rendition("width-40")
    for name in ("original_images/x.png", "images/x.width-40.png", "documents/x.txt", "anothers/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"half")
    now = datetime.now(UTC)
    before = len([*tmp_path.rglob("*.*")])
    assert remove_unclaimed(now + timedelta(hours=23)) == 0
    assert remove_unclaimed(now + timedelta(hours=25)) == 3
    assert len([*tmp_path.rglob("*.*")]) == before - 3
    assert remove_unclaimed(now + timedelta(hours=25)) == 0
    assert (tmp_path / "anothers" / "x.txt").exists()
