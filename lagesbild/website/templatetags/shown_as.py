"""How numbers, words and verdicts are printed."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import (
    ACTION_LABELS,
    EVIDENCE_LABELS,
    GOAL_GRADES,
    OFF_TRACK,
    ON_THE_WAY,
    ActionStatus,
    Text,
    number,
    with_unit,
)
from lagesbild.assessment.numerals import own_decimals, rate_decimals
from lagesbild.barometer.models import Indicator
from lagesbild.framework.language import language_in_force
from lagesbild.tables.like_with_like import named
from lagesbild.tables.periods import Kind
from lagesbild.website.drawing import signs
from lagesbild.website.drawing.shares import share_bar
from lagesbild.website.indicators.page import flag_in_words, period_in_words, reason_in_words
from lagesbild.website.indicators.pictures import sparkline_of

register = template.Library()

GRADE_SIGNS = {
    **dict.fromkeys(GOAL_GRADES, "no_clear_change"),
    **dict.fromkeys(ON_THE_WAY, "improving"),
    **dict.fromkeys(OFF_TRACK, "worsening"),
}

# Drawn, not typed: letters and arrows are read aloud differently by every screen reader.
SIGNS = {
    "improving": "M3.5 8.5l3 3 6-7",
    "worsening": "M8 3v6M8 12.2v.3",
    "no_clear_change": "M4 6h8M4 10h8",
    "too_few": "M4 8h.1M8 8h.1M12 8h.1",
    "not_judged": "M4 8h8",
}


@register.filter
def said(text: Text | None) -> str:
    """A verdict's words in the page's language."""
    return text.in_(get_language()) if text else ""


@register.simple_tag
def value(observation, indicator, decimals=None) -> str:
    """An observation as it is printed: 77,1 %, Ja, or why there is nothing."""
    if observation is None:
        return reason_in_words("-")
    if observation.value is not None:
        unit = indicator.unit_text
        places = indicator.decimals if decimals is None else decimals
        return with_unit(observation.value, places, unit, language_in_force())
    return observation.text or reason_in_words(observation.reason)


@register.simple_tag
def margin_at(series, period: str, indicator, decimals: int) -> str:
    """Half of a value's own interval, as the value is printed; a dash where none is published."""
    margin = series.margins.get(period)
    if not margin:
        return "–"
    return number(margin, max(decimals, min(own_decimals(margin), decimals + 1)), language_in_force())


@register.filter
def period_words(period: str) -> str:
    """A period as what it is: första halvåret 2023."""
    return period_in_words(period)


@register.simple_tag
def used_values(answer) -> str:
    """How many values a trend rests on and of what times; and where others are of another kind, which are compared."""
    periods, alike = answer.used_periods, answer.alike
    sentence = f"{len(periods)}: {_named(periods)}" if periods else "0"
    return f"{sentence}. {alike.wording.in_(get_language())}" if alike.left_out else sentence


def _named(periods) -> str:
    if all(period.kind == Kind.YEAR for period in periods):
        return f"{periods[0]}–{periods[-1]}" if len(periods) > 1 else str(periods[0])
    return named(periods).in_(get_language())


@register.simple_tag
def plain_number(amount, decimals=0) -> str:
    return number(amount, decimals, language_in_force())


@register.simple_tag
def decided(reference_value) -> str:
    """A decided value as it was decided, whatever the indicator's own decimals: 12,5 is never 13."""
    indicator = reference_value.indicator
    return with_unit(
        reference_value.value, own_decimals(reference_value.value), indicator.unit_text, _language()
    )


@register.simple_tag
def aimed_at(answer) -> str:
    """The municipality's own target after a value: ", mål 60 % 2030"; nothing without one."""
    target = answer.answer.target
    if target is None:
        return ""
    unit = answer.indicator.unit_text
    words = {"value": with_unit(target.value, own_decimals(target.value), unit, _language())}
    if target.year:
        return _(", mål %(value)s %(year)s") % {**words, "year": target.year}
    return _(", mål %(value)s") % words


@register.simple_tag
def yearly(trend) -> str:
    """The change in a year and its interval, in two telling figures. The files have every decimal."""
    bounds = [bound for bound in (trend.slope_low, trend.slope_high) if bound is not None]
    places = rate_decimals(trend.slope, *bounds)
    slope, *ends = (number(bound, places, _language()) for bound in (trend.slope, *bounds))
    if not ends:
        return slope
    return _("%(slope)s (osäkerhetsintervall %(low)s till %(high)s)") % {
        "slope": slope,
        "low": ends[0],
        "high": ends[1],
    }


@register.simple_tag
def headline(observation, indicator, decimals) -> str:
    """The big figure, with its unit small beside it."""
    if observation.value is None:
        return observation.text
    figure = number(observation.value, decimals, _language())
    return (
        format_html('{} <span class="unit">{}</span>', figure, indicator.unit) if indicator.unit else figure
    )


def _language() -> str:
    return language_in_force()


@register.simple_tag
def grade(branch) -> str:
    """A goal's assessment in its programme's own words, behind its sign."""
    label = branch.goal.programme.grade_label(branch.grade)
    return format_html("{} <strong>{}</strong>", sign(GRADE_SIGNS[branch.grade]), label)


@register.simple_tag
def grade_word(assessment, programme) -> str:
    """An assessment in its programme's own words."""
    return programme.grade_label(assessment.grade)


@register.simple_tag
def grade_sign(number_of_grade: int) -> str:
    return sign(GRADE_SIGNS[number_of_grade])


@register.filter
def flagged(flag: str) -> str:
    return flag_in_words(flag)


@register.simple_tag
def sign(word: str) -> str:
    """The small sign before a verdict. It repeats the words, so it is hidden from those who hear the page."""
    drawn = SIGNS.get(str(word), SIGNS["not_judged"])
    return format_html(
        '<svg class="sign sign-{}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
        '<circle cx="8" cy="8" r="8"/><path d="{}" fill="none" stroke-width="2" stroke-linecap="round"'
        ' stroke-linejoin="round"/></svg>',
        str(word),
        drawn,
    )


@register.simple_tag
def answer_sign(answer) -> str:
    """The sign before an answer, or the one of a key in the legend."""
    return signs.answer_sign(getattr(answer, "sign_key", answer))


@register.filter
def method_name(method) -> str:
    return Indicator.Method(str(method)).label


@register.filter
def evidence_word(word) -> str:
    return EVIDENCE_LABELS[word].in_(get_language()) if word else ""


@register.filter
def status_word(word) -> str:
    return ACTION_LABELS[ActionStatus(word)].in_(get_language())


@register.simple_tag
def bar(roll_up, title: str, id: str, tiny: bool = False) -> str:
    """A roll-up as a bar of shares, each with its number and a pattern of its own."""
    parts = [
        (share.label.in_(get_language()), share.count, f"share-{share.key}") for share in roll_up.shares()
    ]
    return share_bar(parts, title=title, language=language_in_force(), id=id, tiny=tiny)


@register.simple_tag
def spark(answer) -> str:
    return sparkline_of(answer, language_in_force())


@register.filter
def deeper(tag: str) -> str:
    """The heading one step down: h3 becomes h4, and h6 stays."""
    return f"h{min(int(tag[1]) + 1, 6)}"


@register.filter
def rich(html: str):
    """Text written in the editor, which has let through nothing but plain mark-up, with its links put in."""
    from wagtail.rich_text import RichText

    return mark_safe(str(RichText(html))) if html else ""
