"""How the three questions are printed: the question, the answers as words and as a bar."""

from django import template
from django.utils.translation import get_language

from lagesbild.assessment import number
from lagesbild.cooperation.goal17.three_questions import LABELS, AnsweredShare
from lagesbild.framework.language import language_in_force
from lagesbild.framework.three_questions import QUESTIONS
from lagesbild.website.templatetags.shown_as import bar

register = template.Library()


@register.filter
def question(answer) -> str:
    """What is asked, of anything that has a ``question``."""
    return str(QUESTIONS[answer.question])


@register.filter
def answer_word(answer: str) -> str:
    return LABELS[answer].in_(get_language())


@register.filter
def answers_in_words(coverage: AnsweredShare) -> str:
    """ "Ja 3, Nej 1, Inte besvarat 2": what nobody has answered is always told, the others where there are any."""
    language = language_in_force()
    shares = [share for share in coverage.shares() if share.count or share.key == "answer-unanswered"]
    return ", ".join(
        f"{share.label.in_(language)}\u00a0{number(share.count, 0, language)}" for share in shares
    )


@register.simple_tag
def answers_bar(coverage: AnsweredShare, place: int | str = "alla", tiny: bool = False) -> str:
    """``place`` makes the drawing's id its own where a question has several bars on a page."""
    id = f"svar-{place}-{coverage.question}".replace("_", "-")
    return bar(coverage, str(QUESTIONS[coverage.question]), id, tiny)
