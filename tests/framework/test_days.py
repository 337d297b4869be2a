"""Days in the editor: what people write is read as they mean it, or they are told how to write it."""

import pytest
from django.utils.translation import override

from lagesbild.cooperation.models import Exchange, Partnership


def read(model, name: str, written: str, language: str = "sv"):
    """The day, or what the editor says of it."""
    with override(language):
        form = model.snippet_viewset.get_edit_handler().get_form_class()({name: written})
        errors = form.errors.get(name)
        return errors[0] if errors else form.cleaned_data[name].isoformat()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("written", ["2024-03-02", "2/3 2024", "2/3/2024", "2.3.2024"])
def test_the_day_comes_before_the_month(written, language):
    assert read(Exchange, "starts", written, language) == "2024-03-02"


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["14 februari 2024", "240214", "abc"])
def test_what_is_not_a_day_is_told_of(written):
    sentence = "Skriv dagen med siffror: år, månad och dag, till exempel 2026-03-01."
    assert read(Partnership, "review_on", written) == sentence


@pytest.mark.django_db
def test_the_calendar_leaves_what_it_cannot_read():
    form = Exchange.snippet_viewset.get_edit_handler().get_form_class()()
    assert form.fields["starts"].widget.get_config()["validateOnBlur"] is False
