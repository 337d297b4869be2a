"""A form of the editor is taken once, however often it is sent: a double click, or a save that overtakes another.

The form carries a key that is drawn with it. What came of the form is kept under that key: the thing it made and its
new rows, each by its place in the form, which stays the same for as long as the page is open.
"""

import json
import uuid
from functools import wraps

from django import forms
from django.db import IntegrityError, transaction
from django.http import JsonResponse
from django.urls import resolve
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.utils import set_query_params

from lagesbild.framework.models import SentForm

FIELD = "form_key"


class FormKey(forms.CharField):
    """The key of a form: nothing that anybody fills in, so nothing that anybody has changed."""

    # A browser that loads the page anew gives no new form an old key.
    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def has_changed(self, initial, data):
        return False


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class TakenOnce:
    """A view that adds or edits. A form that is sent twice is taken twice in turn, and the second knows the first."""

    sent_form: SentForm | None = None

    @classmethod
    def as_view(cls, **options):
        view = super().as_view(**options)

        @wraps(view)
        def taking_turns(request, *args, **kwargs):
            key = _key(request.POST.get(FIELD, ""))
            if request.method != "POST" or key is None:
                return view(request, *args, **kwargs)
            # The view looks up what it edits before it is asked anything: the turn is waited for outside it.
            with transaction.atomic():
                request.sent_form = SentForm.take_turn(key, options["model"])
                return view(request, *args, **kwargs)

        return taking_turns

    def setup(self, request, *args, **kwargs):
        self.sent_form = getattr(request, "sent_form", None)
        super().setup(request, *args, **kwargs)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields[FIELD] = FormKey(required=False, initial=uuid.uuid4)
        return form

    def save_instance(self):
        thing = super().save_instance()
        if self.sent_form:
            self.sent_form.remember(thing, self.form, is_autosave=self.expects_json_response)
        return thing

    def is_valid(self, form):
        """A person's save is the last word on its form: what the editor sent by itself before may arrive after it."""
        if self.expects_json_response and self.sent_form and self.sent_form.is_saved:
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = _("Sidan är redan sparad. Ladda om den och skriv vidare där.")
            return False
        return super().is_valid(form)

    def form_valid(self, form):
        """What only the database can refuse is said in the form. Somebody else may have saved the same just now."""
        is_new = form.instance._state.adding
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:
            if is_new:
                form.instance.pk, form.instance._state.adding, self.object = None, True, None
            self.produced_error_code = "validation_error"
            self.produced_error_message = _("Det som sparades finns redan. Ladda om sidan och jämför.")
            form.add_error(None, self.produced_error_message)
            return self.form_invalid(form)


class MadeOnce(TakenOnce):
    """A view that adds. A form that has already made something edits what it made."""

    def post(self, request, *args, **kwargs):
        made = self.sent_form and self.model._default_manager.filter(pk=self.sent_form.made_pk).first()
        if not made:
            return super().post(request, *args, **kwargs)
        self.object = made
        address = self.get_edit_url()
        edit = resolve(address)
        return _led_to(address, made.pk, edit.func(request, *edit.args, **edit.kwargs))

    def form_invalid(self, form):
        if not self.expects_json_response:
            return super().form_invalid(form)
        # Wagtail 7.4 answers with an error of the server: it names the code of the error twice.
        self.form = form
        return self.json_error_response(self.produced_error_code, self.produced_error_message)


def _led_to(address: str, pk: int, response):
    """The answer of the edit form. A script that believes it is adding is told where it is now."""
    if isinstance(response, JsonResponse) and response.status_code == 200:
        there = {"pk": pk, "url": address}
        there["hydrate_url"] = set_query_params(address, {"_w_hydrate_create_view": "1"})
        response.content = json.dumps(json.loads(response.content) | there)
    return response


class EditedOnce(TakenOnce):
    """A view that edits. A new row that is already stored is known by its place in the form."""

    def get_form_kwargs(self):
        options = super().get_form_kwargs()
        if options.get("data") and self.sent_form:
            options["data"] = _with_stored_rows(options["data"], self.sent_form.rows, self.object)
        return options


def _with_stored_rows(sent, stored: dict[str, int], thing):
    """What was sent, with the number of each row that is there, and without the numbers of rows that are not."""
    fields = sent.copy()
    for relation in get_all_child_relations(type(thing)):
        name = relation.get_accessor_name()
        total = fields.get(f"{name}-TOTAL_FORMS", "")
        if total.isdecimal():
            numbers = {str(child.pk) for child in getattr(thing, name).all()}
            _number_rows(fields, name, [f"{name}-{place}" for place in range(int(total))], stored, numbers)
    return fields


def _number_rows(fields, name: str, rows: list[str], stored: dict[str, int], numbers: set[str]) -> None:
    for row in rows:
        number = fields.get(f"{row}-id") or str(stored.get(row, ""))
        fields[f"{row}-id"] = number if number in numbers else ""
    # Django looks for numbers in the first so many rows only.
    numbered = [place for place, row in enumerate(rows, 1) if fields[f"{row}-id"]]
    initial = fields.get(f"{name}-INITIAL_FORMS", "")
    if numbered and initial.isdecimal():
        fields[f"{name}-INITIAL_FORMS"] = str(max(int(initial), numbered[-1]))


class MadeBeside:
    """The form of something new, in a chooser that lies over another form."""

    PREFIX = "new"

    def get_creation_form_kwargs(self):
        # Without it both forms have a field called id_name_sv, and the labels here are those of the form beneath.
        return super().get_creation_form_kwargs() | {"prefix": self.PREFIX}

    def get_creation_form(self):
        form = super().get_creation_form()
        if form:
            form.fields[FIELD] = FormKey(required=False, initial=uuid.uuid4)
        return form


class ChosenOnce(MadeBeside):
    """A chooser's view that adds. A form that has already made something chooses what it made."""

    sent_form: SentForm | None = None

    def post(self, request):
        key = _key(request.POST.get(f"{self.PREFIX}-{FIELD}", ""))
        if key is None:
            return super().post(request)
        with transaction.atomic():
            self.sent_form = SentForm.take_turn(key, self.model_class)
            made_pk = self.sent_form and self.sent_form.made_pk
            made = self.model_class._default_manager.filter(pk=made_pk).first()
            return self.get_chosen_response(made) if made else super().post(request)

    def save_form(self, form):
        thing = self.make(form)
        if self.sent_form:
            self.sent_form.remember(thing, form, is_autosave=False)
        return thing
