"""The year's report put into words: one document of headings, paragraphs and tables, drawn as a page or for Word."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lagesbild.cooperation.audit.commitment_sums import Overall
from lagesbild.cooperation.audit.years_report import YearsReport
from lagesbild.cooperation.models import (
    Partnership,
)
from lagesbild.website.register.report_activity import exchange_blocks, goal_blocks, quiet_blocks
from lagesbild.website.register.report_blocks import (
    Paragraph,
    ReportDocument,
    ReportSection,
    country_names,
    sum_in_words,
    table_or_sentence,
    uncounted_in_words,
    whole_number,
)
from lagesbild.website.register.report_money import ending_blocks, money_blocks
from lagesbild.website.register.report_projects import lesson_blocks, project_blocks


def document(report: YearsReport, municipality: str) -> ReportDocument:
    """The whole report in the language in force."""
    year = report.year.number
    title = _("Internationellt arbete %(year)s: rapport till kommunstyrelsen") % {"year": year}
    if report.year.is_over:
        lead = _("%(name)s. Läget den 31 december %(year)s.") % {"name": municipality, "year": year}
    else:
        day = report.year.as_of.isoformat()
        lead = _("%(name)s. Året pågår: läget den %(day)s.") % {"name": municipality, "day": day}
    sections = (
        ReportSection("sammanfattning", _("Sammanfattning i siffror"), summary_blocks(report)),
        ReportSection("mal", _("Måluppfyllelse"), goal_blocks(report)),
        ReportSection("utbyten", _("Utbyten, förvaltning för förvaltning"), exchange_blocks(report)),
        ReportSection("projekt", _("Projekt"), project_blocks(report)),
        ReportSection("pengar", _("Pengar"), money_blocks(report)),
        ReportSection("slutar", _("Det som tar slut"), ending_blocks(report)),
        ReportSection("lardomar", _("Lärdomar"), lesson_blocks(report)),
        ReportSection("utan-aktivitet", _("Samarbeten utan aktivitet"), quiet_blocks(report)),
        ReportSection("saknas", _("Det som saknas i registret"), missing_blocks(report.missing)),
        ReportSection("om", _("Om rapporten"), about_blocks(report)),
    )
    return ReportDocument(title, lead, tuple(_notices(report)), sections)


def _notices(report: YearsReport) -> Iterable[str]:
    if report.is_empty:
        yield _(
            "Inget är registrerat för %(year)s: inga utbyten, inga projekt, inga pengar och inga lärdomar."
        ) % {"year": report.year.number}
    if report.examples:
        yield ngettext(
            "%(n)d sak i rapporten är ett påhittat exempel. Den är märkt med ordet exempel, och räknas med i summorna.",
            "%(n)d saker i rapporten är påhittade exempel. De är märkta med ordet exempel, och räknas med i summorna.",
            report.examples,
        ) % {"n": report.examples}


def summary_blocks(report: YearsReport) -> tuple:
    projects, money = report.projects, report.money
    uncounted = sum(part.uncounted for part in report.departments)
    participants = whole_number(report.participants)
    if uncounted:
        participants += f" ({uncounted_in_words(uncounted)})"
    rows = [
        (_("Samarbeten under året, efter läget i dag"), _by_status(report)),
        (_("Parternas länder"), f"{len(report.countries)} ({country_names(report.countries)})"),
        (_("Utbyten"), whole_number(len(report.exchanges))),
        (_("Deltagare i utbyten"), participants),
        (_("Projekt som pågick"), whole_number(len(projects))),
        (_("varav började under året"), whole_number(sum(part.began for part in projects))),
        (_("varav slutade under året"), whole_number(sum(part.ended for part in projects))),
        (_("Beviljat av andra under året"), sum_in_words(money.granted)),
        (_("Utbetalt till kommunen under året"), sum_in_words(money.received)),
        (_("Nya lärdomar"), whole_number(len(report.lessons))),
    ]
    if not report.countries:
        rows[1] = (_("Parternas länder"), "0")
    return (table_or_sentence(_("Året i siffror"), (_("Uppgift"), _("Värde")), rows),)


def _by_status(report: YearsReport) -> str:
    """ "10 (Pågår: 8, Oklart om det pågår: 2)": what goes on is then the number that the register's own page says."""
    total = whole_number(len(report.partnerships))
    counts = Counter(partnership.status for partnership in report.partnerships)
    parts = ", ".join(
        f"{status.label}: {whole_number(counts[status])}" for status in Partnership.Status if counts[status]
    )
    return f"{total} ({parts})" if parts else total


def missing_blocks(missing: Overall) -> tuple:
    if not missing.count:
        return (Paragraph(_("Inga samarbeten eller projekt att fråga om.")),)
    sentence = _(
        "Av %(all)s svar om årets samarbeten och projekt saknas %(missing)s i dag, och för %(bare)s av dem"
        " har ingen sagt varför."
    ) % {
        "all": whole_number(missing.questions),
        "missing": whole_number(missing.missing),
        "bare": whole_number(missing.unexplained),
    }
    rows = [
        (str(question.label), whole_number(lacking), whole_number(bare))
        for question, (lacking, bare) in missing.by_question.items()
    ]
    head = (_("Fråga"), _("Svar som saknas"), _("varav utan skäl"))
    return Paragraph(sentence), table_or_sentence(_("Fråga för fråga"), head, rows, numbers=(1, 2))


def about_blocks(report: YearsReport) -> tuple:
    sentences = [
        _(
            "Rapporten räknas ur kommunens register över samarbeten, och bara ur det som är publicerat."
            " Allt som är daterat efter %(day)s är lämnat utanför."
        )
        % {"day": report.year.as_of.isoformat()},
        _(
            "Det som inte bär något datum, till exempel ett projekts läge, ansvariga och texter, är som det"
            " står i registret i dag."
        ),
        _(
            "En budget räknas om till kronor med kursen den dag projektet började, ett bidrag med kursen den dag"
            " det beviljades, en utbetalning och en kostnad med kursen sin egen dag. Belopp som inte är"
            " kända räknas inte som noll: hur många de är står intill summan."
        ),
        _(
            "Vad siffrorna svarar är räknat på värden till och med %(year)s, så som källorna har publicerat dem i dag."
        )
        % {"year": report.year.number},
        _("Deltagare är antal. Inga namn finns i registret."),
    ]
    return tuple(map(Paragraph, sentences))
