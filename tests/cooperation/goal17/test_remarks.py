import pytest

from lagesbild.cooperation.goal17.remarks import left_out, remark


def test_what_is_not_counted_is_said_in_both_languages():
    comment = f"Räknat 2026-11-30. {left_out((2, 'utan känt startår'), (0, 'utan startdatum'), (1, 'utan startdatum'))}"

    both = remark(comment)

    assert both.sv == "Räknat 2026-11-30. Inte räknade: 2 utan känt startår, 1 utan startdatum."
    assert both.en == (
        "Counted on 2026-11-30. Not counted: 2 without a known first year, 1 without a first day."
    )


@pytest.mark.parametrize(
    "comment", ["", "Enligt Kolada.", "Räknat 2026-11-30. Enligt Kolada.", "Inte räknade: 2 som är borta."]
)
def test_what_others_say_keeps_its_swedish_alone(comment):
    assert remark(comment).sv == comment
    assert remark(comment).en == ""


def test_another_reason_needs_its_english():
    with pytest.raises(KeyError):
        left_out((1, "som är borta"))
