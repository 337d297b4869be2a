"""Tables that are not laid out as ours: read by themselves, or by a mapping; each as little as its layout allows."""

import pytest
from openpyxl.styles import numbers

from lagesbild.figures import left_out
from lagesbild.figures.mapping_file import mapping_of, mapping_text
from lagesbild.figures.problems import SourceProblems
from lagesbild.figures.sources.workbook import LayoutQuestions, WorkbookProblems
from tests.figures.sources.test_workbook import fetch, rows, xlsx

PXWEB = '"region","kön","år","Folkmängd"\n"0680 Jönköping","kvinnor","2022",72000\n'
WIDE = "Kommun;Kod;Län;2021;2022\nJönköping;0680;Jönköpings län;10;11\n"


def observations(run):
    return rows(run, "indicator", "area", "period", "subgroup", "value")


def questions(tmp_path, content, name="values.csv", **said):
    with pytest.raises(LayoutQuestions) as asked:
        fetch(tmp_path, content, name, **said)
    assert not list(tmp_path.glob("run-*"))
    return asked.value


def test_statistics_swedens_own_layout_is_read_and_told(tmp_path):
    run = fetch(tmp_path, PXWEB, indicator="N01951")
    assert observations(run) == [("N01951", "0680", "2022", "K", 72000.0)]
    [remark] = left_out.read(run).remarks
    assert (
        remark.what == "Tabellen läses så: plats = region; tid = år; grupp = kön; mått: Folkmängd → N01951."
    )


def test_a_wide_table_of_one_measure_needs_only_its_indicator(tmp_path):
    [question] = questions(tmp_path, WIDE).problems
    assert question.what == "Vilket nyckeltal är värdena? Skriv dess id."
    assert observations(fetch(tmp_path, WIDE, indicator="N7")) == [
        ("N7", "0680", "2021", "T", 10.0),
        ("N7", "0680", "2022", "T", 11.0),
    ]


def test_the_mapping_that_is_written_is_read_back_filled_in(tmp_path):
    asked = questions(tmp_path, WIDE)
    text = mapping_text(asked.understanding, [p.what for p in asked.problems])
    assert "# Vilket nyckeltal är värdena? Skriv dess id." in text
    mapping = mapping_of(text.replace("värdena: ''", "värdena: N7"), "svar.yaml")
    run = fetch(tmp_path, WIDE, mapping=mapping)
    assert {row[0] for row in observations(run)} == {"N7"}
    # A build reads the run by the mapping that is kept with it.
    assert "värdena: N7" in (run / "mapping.yaml").read_text(encoding="utf-8")


def test_a_workbook_with_a_title_two_headings_and_notes(tmp_path):
    def percent(book):
        for cell in book.active["D"][4:6]:
            cell.number_format = numbers.FORMAT_PERCENTAGE
        book.create_sheet("Om").append(("Så läser du tabellen",))

    table = xlsx(
        ("Elever i grundskolan efter kommun",),
        (),
        ("", "", 2021, 2022),
        ("Kommunkod", "Kommun", "Andel behöriga", "Andel behöriga"),
        ("0643", "Habo", 81.5, 0.857),
        ("0680", "Jönköping", "..", 0.82),
        (),
        ("Källa: Skolverket",),
        more=percent,
    )
    run = fetch(tmp_path, table, "skolor.xlsx", indicator="N15428")
    assert observations(run) == [
        ("N15428", "0643", "2021", "T", 81.5),
        ("N15428", "0643", "2022", "T", 85.7),
        ("N15428", "0680", "2021", "T", None),
        ("N15428", "0680", "2022", "T", 82.0),
    ]
    assert [remark.rows for remark in left_out.read(run).remarks] == [0, 1]


def test_of_several_tables_one_is_asked_for(tmp_path):
    def more(book):
        book.create_sheet("Blad2").append(("Kommun", 2021))
        book["Blad2"].append(("Habo", 3))

    book = xlsx(("Kommun", 2021), ("Habo", 1), more=more)
    [question] = questions(tmp_path, book, "bok.xlsx", indicator="N1").problems
    assert question.what == "Vilket blad ska läsas: Blad1, Blad2?"
    mapping = mapping_of("blad: Blad2", "svar.yaml")
    assert observations(fetch(tmp_path, book, "bok.xlsx", indicator="N1", mapping=mapping))[0][-1] == 3.0


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (
            "Kod;Kommun;2021\n0643;Jönköping;3\n",
            "Två kolumner säger olika platser: Habo (0643) och Jönköping.",
        ),
        ("Kommun;2021\nHabo;3\nHabo;4\n", "Värdet för N1, 0643, 2021, T finns redan på rad 2."),
        ("Kommun;2021;2022\nHabo;cirka 3;5\nJönköping;4;6\n", "”cirka 3” är inte exakt."),
        ("Kommun;2062\nHabo;3\n", "2062 hade inte börjat när siffrorna hämtades."),
    ],
)
def test_what_is_wrong_in_a_table_is_told_in_its_place(tmp_path, table, what):
    mapping = mapping_of("kolumner: {Kod: plats, Kommun: plats}" if "Kod" in table else "", "svar.yaml")
    with pytest.raises(WorkbookProblems) as refused:
        fetch(tmp_path, table, indicator="N1", mapping=mapping)
    assert [problem.what for problem in refused.value.problems] == [what]


def test_many_faults_of_one_kind_are_three_and_a_number(tmp_path):
    lines = "".join(f"0643;Jönköping;k{n};3\n" for n in range(9))
    mapping = mapping_of("kolumner: {Kod: plats, Kommun: plats, Kön: grupp}", "svar.yaml")
    with pytest.raises(WorkbookProblems) as refused:
        fetch(tmp_path, f"Kod;Kommun;Kön;2021\n{lines}", indicator="N1", mapping=mapping)
    assert len(refused.value.problems) == 3
    assert refused.value.problems[-1].what.endswith("Så är det på 6 rader till.")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("kolumner: [", "Beskrivningen går inte att läsa som YAML. Felet är nära rad 1."),
        ("kolumn: x", "Nyckelordet kolumn är okänt. Här finns blad, rubrikrader"),
    ],
)
def test_a_mapping_that_cannot_be_read_says_where(text, what):
    with pytest.raises(SourceProblems) as refused:
        mapping_of(text, "svar.yaml")
    assert refused.value.problems[0].what.startswith(what)
