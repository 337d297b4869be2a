from collections.abc import Sequence
from fractions import Fraction

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.funding import survival
from lagesbild.cooperation.goal17 import three_questions
from lagesbild.cooperation.models import Lesson, Partnership
from lagesbild.cooperation.partners import lessons as lessons_overview
from lagesbild.cooperation.partners import network as nets
from lagesbild.cooperation.partners import places
from lagesbild.cooperation.partners.contacts import Register
from lagesbild.cooperation.partners.overview import themes_of
from lagesbild.cooperation.partners.silent_partnerships import quiet
from lagesbild.framework.models import GlobalGoal
from lagesbild.framework.three_questions import QUESTIONS
from lagesbild.organisations.models import Municipality
from lagesbild.website.drawing.network import Named, named, network_picture
from lagesbild.website.drawing.world_map import HOME_MARK, MARKS, MOST_NAMES, Mark, place_in, place_map
from lagesbild.website.paging import page_holding
from lagesbild.website.register.cooperation import PER_PAGE, Choice, choices_of
from lagesbild.website.templatetags.money_page import in_words

MOST_PARTNERS, MOST_OTHERS = 40, 20
"""More than these cannot be read in a picture; the tables have them all."""
MOST_PLACES = 3
"""So many cooperations are named in a row of recurring lessons."""
OLDEST = 10
MOST_NAMED = 3
FEW = 20
"""Rows of each of the later lists on the page of the network, which are many."""


def _page(request, name: str, rows: Sequence, per_page: int = PER_PAGE):
    """The page of one list among several: each has its own name in the address."""
    return Paginator(rows, per_page).get_page(request.GET.get(name))


def _shown(choices: dict[str, Choice]) -> dict:
    return {
        "choices": choices.values(),
        "unknown": any(choice.unknown for choice in choices.values()),
        "narrowed": any(choice.chosen for choice in choices.values()),
    }


# --- Lessons ----------------------------------------------------------------------------------------------


def lessons(request):
    """What cooperation has taught: what recurs, what nobody has done anything about, and every lesson."""
    kinds = [(one.value, one.label) for one in Lesson.Kind]
    choices = choices_of(
        request,
        Choice("slag", _("Slag"), kinds),
        Choice("tema", _("Tema"), [(str(theme.pk), theme.name) for theme in themes_of(Lesson)]),
        Choice("enhet", _("Noterat av"), [(one.slug, one.name) for one in lessons_overview.units()]),
        Choice(
            "gjort",
            _("Vad som gjordes"),
            [
                (lessons_overview.DONE, _("Något är noterat")),
                (lessons_overview.NOT_DONE, _("Inget är noterat")),
            ],
        ),
    )
    found = lessons_overview.lessons(
        kind=choices["slag"].chosen,
        theme=choices["tema"].chosen,
        unit=choices["enhet"].chosen,
        done=choices["gjort"].chosen,
    )
    seen = lessons_overview.seen()
    recurring = lessons_overview.by_theme(seen)
    undone = [one.pk for one in lessons_overview.nobody_did_anything(seen)]
    rows = _page(request, "teman", recurring)
    rows.object_list = _with_places(rows.object_list)
    oldest = lessons_overview.with_all(Lesson.objects).in_bulk(undone[:OLDEST])
    context = {
        **_shown(choices),
        "short": lessons_overview.in_short(seen, recurring),
        "examples": sum(one.is_example for one in seen),
        "recurring": rows,
        "undone": [oldest[pk] for pk in undone[:OLDEST]],
        "undone_count": len(undone),
        "page": _page_with(request, found),
    }
    return render(request, "website/lessons.html", context)


def _with_places(recurring) -> list[dict]:
    """Each theme and kind with the names of its latest cooperations, and how many more there are."""
    known = lessons_overview.names(place for one in recurring for place in one.places[:MOST_PLACES])
    rows = []
    for one in recurring:
        places_shown = [known[place] for place in one.places[:MOST_PLACES] if place in known]
        rows.append({"of": one, "places": places_shown, "more": one.cooperations - len(places_shown)})
    return rows


def _page_with(request, found):
    """The page asked for; for an address that points at one lesson, the page that it is on."""
    paginator = Paginator(lessons_overview.with_all(found), PER_PAGE)
    holding = page_holding(found, request.GET.get("lardom", ""), PER_PAGE)
    return paginator.get_page(request.GET.get("sida", holding))


# --- The network ------------------------------------------------------------------------------------------


def network(request):
    """Who knows whom: the network of partners, themes and positions, and what it leans on."""
    register = Register.load()
    net = nets.network(register)
    measured, names = nets.measures(net), named(net, register)
    found = nets.findings(net)
    context = {
        "net": net,
        "measured": measured,
        "said": _said(found, measured, names),
        "picture": _picture(net, names, found),
        "cooperations": len(register.cooperations),
        "examples": sum(one.is_example for one in register.cooperations.values()),
        "all_drawn": len(net.partners) <= MOST_PARTNERS,
        "most": MOST_PARTNERS,
        "partners": _page(request, "parter", _partner_rows(net, register, names)),
        "knots": _page(request, "knutar", _knots(net, measured, names), FEW),
        "funders": _page(request, "finansiarer", survival.if_a_funder_leaves(register), FEW),
        "contacts": _page(request, "tjanster", survival.if_a_contact_leaves(register), FEW),
        "without": _page(request, "utan", survival.without_contact(register), FEW),
        "quiet": _page(request, "tysta", quiet(timezone.localdate()), FEW),
    }
    return render(request, "website/network.html", context)


def _picture(net, names: dict[nets.Node, Named], found: nets.Findings) -> str:
    if not net.partners:
        return ""
    excerpt = nets.strongest(net, MOST_PARTNERS, MOST_OTHERS)
    counts = {
        "contacts": len(excerpt.contacts),
        "partners": len(excerpt.partners),
        "themes": len(excerpt.themes),
    }
    told = _(
        "Tre spalter med streck emellan. Till vänster de som håller kontakten (%(contacts)s), i mitten"
        " parterna (%(partners)s), till höger teman (%(themes)s). Tabellerna på sidan säger samma sak."
    )
    return network_picture(
        excerpt,
        names,
        headings=(_("Håller kontakten"), _("Parter"), _("Teman")),
        id="nat",
        title=_("Parter, teman och de som håller kontakten"),
        description=told % counts,
    )


def _said(found: nets.Findings, measured: nets.Measures, names: dict[nets.Node, Named]) -> dict:
    """The findings with names in place of nodes."""
    top, count = found.top or (None, 0)
    between = [(share, node) for node, share in measured.between.items() if node[0] != nets.PARTNER and share]
    holds = max(between, key=lambda one: (one[0], str(one[1])), default=None)
    return {
        "top": names.get(top),
        "top_count": count,
        "contacts": found.contacts,
        "top_share": _share_in_words(count, found.contacts),
        "top_is_most": 2 * count >= found.contacts,
        "one_theme": [(names[partner], names[theme]) for partner, theme in found.one_theme],
        "one_theme_names": _some_names([names[partner] for partner, _theme in found.one_theme]),
        "one_contact": len(found.one_contact),
        "no_contact": len(found.no_contact),
        "no_contact_names": _some_names([names[one] for one in found.no_contact]),
        "no_theme": len(found.no_theme),
        "no_theme_names": _some_names([names[one] for one in found.no_theme]),
        "holds": names[holds[1]] if holds else None,
        "holds_percent": 100 * holds[0] if holds else 0,
        "parts": measured.parts,
    }


def _share_in_words(some: int, all_: int) -> str:
    """ "tre av fyra" for 30 of 40; "31 av 44" where there is no shorter way to say it."""
    if not all_:
        return ""
    share = Fraction(some, all_)
    least, most = (share.numerator, share.denominator) if share.denominator <= 12 else (some, all_)
    one_of = _("en") if least == 1 else in_words(least)
    return _("%(some)s av %(all)s") % {"some": one_of, "all": in_words(most)}


def _some_names(found: Sequence[Named]) -> str:
    """ "A, B, C och 11 till"."""
    said = ", ".join(one.name for one in found[:MOST_NAMED])
    more = len(found) - MOST_NAMED
    return said if more <= 0 else _("%(names)s och %(n)s till") % {"names": said, "n": more}


def _partner_rows(net, register: Register, names: dict[nets.Node, Named]) -> list[dict]:
    """Each partner with what it is tied to; those with most cooperations first."""
    around, counts = net.neighbours(), dict(net.cooperations)
    real = {who for one in register.cooperations.values() if not one.is_example for who in one.partners}
    made_up = {one for one in net.partners if one[1] not in real}
    rows = [
        {
            "name": names[one],
            "cooperations": counts[one],
            "is_example": one in made_up,
            "themes": [names[other].name for other in around[one] if other[0] == nets.THEME],
            "contacts": [names[other].as_contact for other in around[one] if other[0] == nets.CONTACT],
        }
        for one in net.partners
    ]
    return sorted(rows, key=lambda row: (-row["cooperations"], row["name"].name))


def _knots(net, measured: nets.Measures, names: dict[nets.Node, Named]) -> list[dict]:
    """Those who keep the contact, and the themes: how many partners each reaches, and how many ways pass there."""
    knots = [node for node in measured.degree if node[0] != nets.PARTNER]
    rows = [
        {
            "name": names[node],
            "is_theme": node[0] == nets.THEME,
            "partners": measured.degree[node],
            "percent": 100 * measured.between[node],
        }
        for node in knots
    ]
    return sorted(rows, key=lambda row: (-row["partners"], -row["percent"], row["name"].name))


# --- The map ----------------------------------------------------------------------------------------------


def partner_map(request):
    """Where the partners are, and how far it is."""
    home = Municipality.load(request_or_site=request)
    has_home = home.latitude is not None and home.longitude is not None
    found = places.places((home.latitude, home.longitude))
    placed = [one for one in found if one.is_placed]
    marks = [_mark(one) for one in placed]
    at_home = Mark(home.name, home.name, home.latitude, home.longitude) if has_home else None
    in_europe = [mark for mark in marks if place_in("europe", mark)]
    far = [mark for mark in marks if not place_in("europe", mark)]
    kinds = [kind for kind in places.KINDS if any(one.kind == kind for one in placed)]
    context = {
        "home": home,
        "has_home": has_home,
        "pictures": _maps(in_europe, far, at_home),
        "placed": len(placed),
        "countries": len({one.organisation.country for one in found}),
        "page": _page(request, "sida", _by_distance(placed)),
        "without_place": _page(request, "utan-plats", [one for one in found if not one.is_placed]),
        "legend": [(_kind_label(kind), MARKS[kind], f"place-{kind}") for kind in kinds],
        "home_mark": HOME_MARK,
        "any_over": any(one.is_over for one in placed),
        "most_names": MOST_NAMES,
        "far_off": [one for one in (_by_distance(placed)[:1] + _by_distance(placed)[-1:]) if has_home],
    }
    return render(request, "website/partner_map.html", context)


def _by_distance(found: Sequence[places.Place]) -> list[places.Place]:
    """The nearest first; where home has no place, in the order of countries."""
    return sorted(found, key=lambda one: one.kilometres or 0.0)


def _kind_label(kind: str) -> str:
    return _("Bara i projekt") if kind == places.PROJECT else Partnership.Kind(kind).label


def _mark(place: places.Place) -> Mark:
    one = place.organisation
    country = country_name(one.country).in_(get_language())
    told = f"{one.name}, {country}. {_kind_label(place.kind)}, {place.cooperation.get_status_display()}"
    return Mark(one.name, told, one.latitude, one.longitude, place.kind, place.is_over)


def _maps(in_europe: list[Mark], far: list[Mark], at_home: Mark | None) -> list[str]:
    """Europe where there is something, and the world where something is outside Europe."""
    drawn = []
    if in_europe:
        told = ngettext(
            "Karta över Europa med %(n)s part utmärkt. Tabellen på sidan säger var och hur långt bort.",
            "Karta över Europa med %(n)s parter utmärkta. Tabellen på sidan säger var och hur långt bort.",
            len(in_europe),
        )
        drawn.append(
            place_map(
                "europe",
                in_europe,
                home=at_home,
                id="europa",
                title=_("Parter i Europa"),
                description=told % {"n": len(in_europe)},
            )
        )
    if far:
        told = ngettext(
            "Karta över världen med %(n)s part utmärkt. Tabellen på sidan säger var och hur långt bort.",
            "Karta över världen med %(n)s parter utmärkta. Tabellen på sidan säger var och hur långt bort.",
            len(far) + len(in_europe),
        )
        drawn.append(
            place_map(
                "world",
                [*far, *in_europe],
                home=at_home,
                id="varlden",
                title=_("Parter i världen"),
                description=told % {"n": len(far) + len(in_europe)},
                named=far,
            )
        )
    return drawn


# --- Considered? ------------------------------------------------------------------------------------------


def considered(request):
    """How the three questions are answered on actions and projects, and the reasons given."""
    things = three_questions.asked()
    choices = choices_of(
        request,
        Choice("fraga", _("Fråga"), [(name, str(label)) for name, label in QUESTIONS.items()]),
        Choice(
            "svar",
            _("Svar"),
            [(key, three_questions.LABELS[key].in_(get_language())) for key in three_questions.ANSWERS],
        ),
        Choice("enhet", _("Ansvarig"), _units(lines := three_questions.by_organisation(things))),
        Choice("mal", _("Globalt mål"), [(str(goal.number), str(goal)) for goal in GlobalGoal.objects.all()]),
    )
    chosen = {name: choice.chosen for name, choice in choices.items()}
    unit = next((line.organisation.pk for line in lines if _slug(line) == chosen["enhet"]), None)
    goal = int(chosen["mal"]) if chosen["mal"] else None
    within = [one for one in things if (not unit or unit in one.units) and (not goal or goal in one.goals)]
    by_unit = three_questions.by_organisation(three_questions.on_goal(things, goal)) if goal else lines
    given = three_questions.given(within, question=chosen["fraga"], answer=chosen["svar"])
    context = {
        **_shown(choices),
        "count": len(things),
        "examples": sum(one.is_example for one in things),
        "coverage": three_questions.coverage(things),
        "goals": _on_goals(things),
        "lines": _page(request, "enheter", by_unit),
        "goal": goal,
        "page": _page(request, "sida", given),
        "questions": QUESTIONS,
        "labels": [three_questions.LABELS[key].in_(get_language()) for key in three_questions.ANSWERS],
    }
    return render(request, "website/considered.html", context)


def _slug(line: three_questions.Line) -> str | None:
    return line.organisation.slug if line.organisation else None


def _units(lines: Sequence[three_questions.Line]) -> list[tuple[str, str]]:
    return [(line.organisation.slug, line.organisation.name) for line in lines if line.organisation]


def _on_goals(things) -> list[dict]:
    goals = GlobalGoal.objects.in_bulk(three_questions.GOALS)
    found = []
    for goal in (goals[number] for number in three_questions.GOALS if number in goals):
        belonging = three_questions.on_goal(things, goal.number)
        found.append({"goal": goal, "count": len(belonging), "coverage": three_questions.coverage(belonging)})
    return found
