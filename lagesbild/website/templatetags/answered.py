"""How an auditor's answer is printed in a cell: the answer, or why there is none."""

from django import template
from django.utils.html import format_html
from django.utils.text import Truncator

from lagesbild.cooperation.audit.auditor_questions import AuditorAnswer

register = template.Library()
MOST_WORDS = 40


@register.filter
def answer_cell(answer: AuditorAnswer) -> str:
    """A long answer is cut: the thing's own page and the files have it whole."""
    if answer.is_known:
        return Truncator(answer.text).words(MOST_WORDS)
    kind = "no-answer" if answer.explained else "no-answer no-reason"
    return format_html('<span class="{}">{}</span>', kind, answer.text)
