"""What everything that is edited and then published has in common."""

import uuid
from itertools import chain, count

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from lagesbild.framework.form_names import EditorForm

# Letters that are no other letter with a mark, so that slugify would drop them: Bodø, Gorzów Śląski, Ærø.
PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ł": "l", "Ł": "L", "đ": "d", "ð": "d", "ß": "ss"}
)


class PublicQuerySet(models.QuerySet):
    def public(self):
        """The one gate to the public: pages, CSV, JSON and feeds all pass it."""
        return self.filter(live=True)


class Reviewed(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """Something that is drafted, reviewed and published, with its history, but shown on the page of another."""

    base_form_class = EditorForm
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PublicQuerySet.as_manager()

    class Meta:
        abstract = True

    def __init__(self, *args, **kwargs):
        # ClusterableModel looks for children among the named values, and goes through every field to know their names.
        # A row of the database comes without names, and a long list has hundreds of rows.
        if kwargs:
            super().__init__(*args, **kwargs)
        else:
            models.Model.__init__(self, *args)

    @classmethod
    def get_search_fields(cls):
        # Some search only among what is theirs (organisations/own.py).
        return [*super().get_search_fields(), index.FilterField("id")]


def address_of(name: str) -> str:
    return slugify(name.translate(PLAIN))[:110]


class Published(Reviewed, PreviewableMixin):
    """Something with a page of its own: preview, and an address that never dies."""

    slug = models.SlugField(
        _("adress"),
        max_length=120,
        blank=True,
        help_text=_(
            "Sista delen av sidans adress. Lämna tomt, så görs den av namnet."
            " Ändrar du den leder den gamla adressen hit."
        ),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        # A draft that was saved before it had a name, or with half of it, has not chosen its address.
        if self.slug in ("", self._nameless_slug()) or self._has_address_of_its_draft():
            self.slug = self._free_slug()

    def validate_constraints(self, exclude=None):
        taken_over = {"slug"} if self._drafts_at_its_address() else set()
        super().validate_constraints(exclude={*(exclude or ()), *taken_over})

    def _nameless_slug(self) -> str:
        return str(self.uid)[:8]

    def _has_address_of_its_draft(self) -> bool:
        if not self.pk or self._has_been_public():
            return False
        stored = type(self).objects.filter(pk=self.pk).values_list("name_sv", flat=True).first()
        return bool(stored) and self.slug == address_of(stored)

    def _has_been_public(self) -> bool:
        return self.live or self.first_published_at is not None

    def _is_left_behind(self) -> bool:
        """Whether it gives way: nobody but its writers has seen its address, which was made of its name."""
        return not self._has_been_public() and self.slug == address_of(self.name_sv)

    def _free_slug(self) -> str:
        """The name as an address, with a number after it where another thing of the kind has that address."""
        stem = address_of(self.name_sv) or self._nameless_slug()
        others = type(self).objects.exclude(pk=self.pk).filter(slug__startswith=stem)
        others = others.only("slug", "name_sv", "live", "first_published_at")
        slugs = {other.slug for other in others if not other._is_left_behind()}
        numbered = (f"{stem}-{number}" for number in count(2))
        return next(slug for slug in chain([stem], numbered) if slug not in slugs)

    def _drafts_at_its_address(self) -> list["Published"]:
        drafts = type(self).objects.filter(slug=self.slug, live=False, first_published_at=None)
        return [draft for draft in drafts.exclude(pk=self.pk) if draft._is_left_behind()]

    def _give_up_address(self) -> None:
        """Until it is saved or published, and gets one of its name again."""
        self.slug = self._nameless_slug()
        type(self).objects.filter(pk=self.pk).update(slug=self.slug)
        if revision := self.latest_revision:
            type(revision).objects.filter(pk=revision.pk).update(
                content=revision.content | {"slug": self.slug}
            )

    def save(self, *args, update_fields=None, **kwargs):
        # Saving a draft of a published object passes update_fields; only a published change moves its page.
        writes_address = update_fields is None or "slug" in update_fields
        before = type(self).objects.filter(pk=self.pk).first() if self.pk and writes_address else None
        if writes_address:
            self._take_address()
        super().save(*args, update_fields=update_fields, **kwargs)
        if before and before._has_been_public() and before.path != self.path:
            FormerAddress.remember(before.path, self)

    def _take_address(self) -> None:
        if self.live and self.name_sv and self.slug == self._nameless_slug():
            self.slug = self._free_slug()
        for draft in self._drafts_at_its_address():
            draft._give_up_address()

    @property
    def path(self) -> str:
        """The page's address without language prefix: what is kept when it moves."""
        with translation.override("sv"):
            return self.get_absolute_url()

    def serve_preview(self, request, mode_name):
        # The page that the public sees, drawn with the unsaved object: lagesbild.website registers it.
        return import_string(preview_views[type(self)])(request, self)


preview_views: dict[type, str] = {}
"""Model → where view(request, object) is. Filled by lagesbild.website, which alone sees every trade at once, and read
in when somebody looks: most commands draw no page."""


class FormerAddress(models.Model):
    """An address that something once had. The site sends its visitors on to where it is now."""

    path = models.CharField(max_length=300, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()

    def __str__(self):
        return self.path

    @classmethod
    def remember(cls, path: str, target: models.Model) -> None:
        cls.objects.filter(path=target.path).delete()
        cls.objects.update_or_create(
            path=path,
            defaults={"content_type": ContentType.objects.get_for_model(target), "object_id": target.pk},
        )
