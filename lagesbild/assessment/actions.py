"""Is an action late? The dates say so, unless a person has said otherwise."""

from datetime import date

from lagesbild.assessment.words import ActionStatus

_SETTLED = (ActionStatus.DONE, ActionStatus.CANCELLED)


def action_status(
    status: ActionStatus,
    starts: date | None,
    finishes: date | None,
    today: date,
    *,
    by_hand: bool = False,
) -> ActionStatus:
    """The status to show: the reported ``status``, or late when a date has passed without what it promised.

    Late is an action not done after ``finishes``, or not started after ``starts``; the day itself is in time.
    ``by_hand``: a person has decided the status knowing the dates, and it stands.
    """
    if by_hand or status in _SETTLED:
        return status
    unfinished = finishes is not None and finishes < today
    unstarted = status is ActionStatus.NOT_STARTED and starts is not None and starts < today
    return ActionStatus.LATE if unfinished or unstarted else status
