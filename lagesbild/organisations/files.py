"""Which documents and images somebody may choose and see: what something public shows is seen by all."""

from collections.abc import Iterator
from functools import wraps

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.urls import URLPattern, path
from django.views.static import serve
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.editor_access import FOLLOWS
from lagesbild.organisations.models import Municipality, User


def choosable_files(files: QuerySet, user: User) -> QuerySet:
    """Of documents or images: all, for who follows the rounds or puts files in; else what something public shows,
    and what the user has put in."""
    options = files.model._meta
    if user.has_perm(FOLLOWS) or user.has_perm(f"{options.app_label}.add_{options.model_name}"):
        return files
    return files.filter(Q(uploaded_by_user=user) | Q(pk__in=list(_public_file_numbers(files.model))))


def _public_file_numbers(model: type[Model]) -> Iterator[str]:
    """The numbers of the files that public things point to."""
    references = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(model))
    kinds = references.values_list("base_content_type", flat=True).distinct()
    for kind in ContentType.objects.filter(pk__in=list(kinds)):
        holders = kind.model_class().objects
        public = holders.public() if hasattr(holders, "public") else holders.all()
        # The index keeps every number as text.
        pks = [str(pk) for pk in public.values_list("pk", flat=True)]
        pointing = references.filter(base_content_type=kind, object_id__in=pks)
        yield from pointing.values_list("to_object_id", flat=True)


def may_see(file: Model, user) -> bool:
    """Anybody, where something public shows it; else those who may choose it."""
    if _is_of_the_site(file) or _is_shown(file):
        return True
    return user.is_authenticated and choosable_files(type(file).objects.filter(pk=file.pk), user).exists()


def _is_of_the_site(file: Model) -> bool:
    """The municipality's mark and the icons of the global goals, which Wagtail's index of references does not know."""
    if not isinstance(file, get_image_model()):
        return False
    return Municipality.objects.filter(logo=file).exists() or GlobalGoal.objects.filter(icon=file).exists()


def _is_shown(file: Model) -> bool:
    kind = ContentType.objects.get_for_model(file)
    pointing = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(file.pk))
    for holder_kind, pk in set(pointing.values_list("base_content_type", "object_id")):
        holders = ContentType.objects.get_for_id(holder_kind).model_class().objects
        public = holders.public() if hasattr(holders, "public") else holders.all()
        if public.filter(pk=pk).exists():
            return True
    return False


def picture(request, path: str):
    """A picture as it was cut for a page. One that nothing public shows is not there for others than the editors."""
    rendition = get_image_model().get_rendition_model().objects.filter(file=f"images/{path}").first()
    if rendition is None or not may_see(rendition.image, request.user):
        raise Http404
    return serve(request, path, settings.MEDIA_ROOT / "images")


def by_number(address: str, model: type[Model], view) -> URLPattern:
    """Wagtail's page of one file in a chooser, or of several, for those who may choose them."""

    @wraps(view)
    def checked_view(request, **kwargs):
        numbers = [str(number) for number in kwargs.values()] or request.GET.getlist("id")
        if not all(number.isdecimal() for number in numbers):
            raise Http404
        if choosable_files(model.objects.filter(pk__in=numbers), request.user).count() < len(set(numbers)):
            raise Http404
        return view(request, **kwargs)

    return path(address, checked_view)
