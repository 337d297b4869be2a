"""What happens to others' money on which day: what falls due, and what ends."""

from collections import defaultdict
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from lagesbild.cooperation.bare_rows import bare_rows
from lagesbild.cooperation.funding.register_rows import ConvertedAmount, FundingRegister, grant_amount
from lagesbild.cooperation.models import (
    GOES_ON,
    Application,
    Call,
    Instalment,
    Partnership,
    ReportDue,
)
from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.language import is_english


class EventKind(models.TextChoices):
    # In the order of the lanes of the timeline.
    END = "end", _("Upphör")
    GRANT_END = "grant_end", _("Bidrag slutar")
    REPORT = "report", _("Rapporter")
    INSTALMENT = "instalment", _("Utbetalningar")
    CALL = "call", _("Sista dag att söka")


DUTIES = (EventKind.REPORT, EventKind.INSTALMENT, EventKind.CALL)
"""What somebody has to do or watch over by its day."""


class FundingEvent(NamedTuple):
    """Something of a day. ``thing`` is a row or an object with ``name_sv``, ``name_en`` and ``is_example``."""

    day: date
    kind: EventKind
    thing: Any
    about_sv: str = ""
    about_en: str = ""
    amount: ConvertedAmount | None = None
    done_on: date | None = None
    project: int | None = None
    funder: int | None = None
    is_example: bool = False

    @property
    def about(self) -> str:
        english = is_english() and self.about_en
        return english or self.about_sv

    @property
    def word(self) -> str:
        """Its kind, of one alone."""
        return {EventKind.REPORT: _("Rapport"), EventKind.INSTALMENT: _("Utbetalning")}.get(
            self.kind, self.kind.label
        )


def events(
    register: FundingRegister, first: date, last: date, funder: int | None = None
) -> list[FundingEvent]:
    """Everything public from one day to another, both included, in order; of one funder (id) or all. Seven queries."""
    span = (first, last)
    # In the order of Kind, which those of one day keep.
    in_order = [
        *_programme_ends(register, span),
        *([] if funder else _partnership_ends(span)),
        *_grant_ends(register, span),
        *_reports(register, span),
        *_instalments(register, span),
        *_calls(register, span),
    ]
    in_order = [event for event in in_order if not funder or event.funder == funder]
    return sorted(in_order, key=attrgetter("day"))


def _programme_ends(register: FundingRegister, span) -> list[FundingEvent]:
    return [
        FundingEvent(
            programme.ends,
            EventKind.END,
            programme,
            programme.ends_note_sv,
            programme.ends_note_en,
            funder=programme.funder_id,
        )
        for programme in register.programmes.values()
        if programme.ends and span[0] <= programme.ends <= span[1]
    ]


def _partnership_ends(span) -> list[FundingEvent]:
    return [
        FundingEvent(partnership.ends, EventKind.END, partnership, is_example=partnership.is_example)
        for partnership in _ending_partnerships()
        if span[0] <= partnership.ends <= span[1]
    ]


@kept_until_written
def _ending_partnerships() -> list[Partnership]:
    ending = Partnership.objects.public().exclude(ends=None).order_by("ends", "name_sv")
    return list(ending.only("slug", "name_sv", "name_en", "ends", "is_example"))


def _grant_ends(register: FundingRegister, span) -> list[FundingEvent]:
    return [
        FundingEvent(
            grant["finishes"],
            EventKind.GRANT_END,
            register.programmes[grant["programme"]],
            amount=grant_amount(grant),
            project=grant["project"],
            funder=grant["funder"],
            is_example=grant["is_example"],
        )
        for grant in register.grants
        if grant["finishes"] and span[0] <= grant["finishes"] <= span[1]
    ]


def _reports(register: FundingRegister, span) -> list[FundingEvent]:
    rows = bare_rows(
        ReportDue.objects.filter(due_on__range=span).order_by(),
        ("grant", "due_on", "done_on", "about_sv", "about_en"),
    )
    return [
        _of_grant(
            register,
            register.grants_by_id[row["grant"]],
            row["due_on"],
            EventKind.REPORT,
            row["done_on"],
            about_sv=row["about_sv"],
            about_en=row["about_en"],
        )
        for row in rows
        if row["grant"] in register.grants_by_id
    ]


def _instalments(register: FundingRegister, span) -> list[FundingEvent]:
    rows = bare_rows(
        Instalment.objects.filter(due_on__range=span).order_by(), ("grant", "due_on", "received_on", "value")
    )
    instalments = []
    for row in rows:
        if grant := register.grants_by_id.get(row["grant"]):
            amount = ConvertedAmount(row["value"], grant["currency"], None)
            instalments.append(
                _of_grant(
                    register, grant, row["due_on"], EventKind.INSTALMENT, row["received_on"], amount=amount
                )
            )
    return instalments


def _of_grant(
    register: FundingRegister, grant: dict, day: date, kind: EventKind, done: date | None, **more
) -> FundingEvent:
    return FundingEvent(
        day,
        kind,
        register.programmes[grant["programme"]],
        done_on=done,
        project=grant["project"],
        funder=grant["funder"],
        is_example=grant["is_example"],
        **more,
    )


def _calls(register: FundingRegister, span) -> list[FundingEvent]:
    """A call's last day, once; or once for each project of ours that has a draft for it, which then is its duty."""
    closing = Call.objects.public().filter(deadline__range=span).order_by("deadline", "name_sv")
    calls = list(closing.only("name_sv", "name_en", "deadline", "programme"))
    drafts = defaultdict(set)
    written = Application.objects.public().filter(call__in=[call.pk for call in calls])
    for call, project in written.filter(status=Application.Status.DRAFT).values_list("call", "project"):
        drafts[call].add(project)
    funders = {key: programme.funder_id for key, programme in register.programmes.items()}
    return [
        FundingEvent(
            call.deadline, EventKind.CALL, call, project=project, funder=funders.get(call.programme_id)
        )
        for call in calls
        for project in sorted(drafts.get(call.pk, {None}), key=lambda pk: pk or 0)
    ]


def endings(register: FundingRegister, today: date, funder: int | None = None) -> list[FundingEvent]:
    """What is known to end from today on, the soonest first: programmes, grants of what goes on, partnerships."""
    ever = (today, date.max)
    ending = [*_programme_ends(register, ever), *([] if funder else _partnership_ends(ever))]
    ending += [
        event
        for event in _grant_ends(register, ever)
        if register.projects[event.project]["status"] in GOES_ON
    ]
    ending = [event for event in ending if not funder or event.funder == funder]
    return sorted(ending, key=lambda event: (event.day, event.kind != EventKind.END))
