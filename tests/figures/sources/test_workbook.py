"""Workbooks: a little table, what it becomes, or why it is refused."""

import io
import random
import zipfile
from datetime import UTC, date, datetime

import ibis
import openpyxl
import pytest

from lagesbild.figures import left_out, origin
from lagesbild.figures.areas import known_areas
from lagesbild.figures.sources import workbook
from lagesbild.figures.sources.workbook import WorkbookProblems

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
HEAD = "nyckeltal;område;år;värde"


def fetch(tmp_path, content, name="values.csv", **said):
    """Write the content as a file, fetch it, and give the run's folder."""
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    run = tmp_path / f"run-{len(list(tmp_path.iterdir()))}"
    said = {"id": "own", "publisher": "Jönköping", "licence": "CC0", "address": "", "now": NOW} | said
    workbook.fetch(run, file=file, **said)
    return run


def rows(run, *names):
    """What a run is tidied to: these columns of each observation, sorted."""
    table = workbook.tidy(run, None).observations.to_pyarrow().select(list(names))
    return sorted((tuple(row.values()) for row in table.to_pylist()), key=repr)


def values(tmp_path, content, **said):
    return [value for _, value in rows(fetch(tmp_path, content, **said), "indicator", "value")]


def problems(tmp_path, content, name="values.csv", **said):
    """Every problem of a file as (row, column letter, what), once it is seen that nothing was written."""
    with pytest.raises(WorkbookProblems) as refused:
        fetch(tmp_path, content, name, **said)
    assert not list(tmp_path.glob("run-*"))
    assert all(problem.do.endswith(".") for problem in refused.value.problems)
    return [(p.row, p.column[:1], p.what) for p in refused.value.problems]


def told(tmp_path, content, name="values.csv", **said):
    """The one problem of a file."""
    found = problems(tmp_path, content, name, **said)
    assert len(found) == 1, found
    return found[0]


def xlsx(*table, more=None):
    book = openpyxl.Workbook()
    book.active.title = "Blad1"
    for row in table:
        book.active.append(row)
    if more:
        more(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


XLSX_HEAD = ("nyckeltal", "område", "år", "värde")


# What is read


def periods(tmp_path, *cells):
    """The period and year of each cell of a column, in the order of the file."""
    table = "".join(f"N{number};0680;{cell};1\n" for number, cell in enumerate(cells))
    return [
        tuple(parts) for _, *parts in rows(fetch(tmp_path, f"{HEAD}\n{table}"), "indicator", "period", "year")
    ]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (("2000 - 02", "2001–03"), [("2000–2002", 2002), ("2001–2003", 2003)]),
        (("2008-11", "2008-12"), [("2008-11", 2008), ("2008-12", 2008)]),
        (("2009-01", "2009-10", "2009-12"), [("2009-01", 2009), ("2009-10", 2009), ("2009-12", 2009)]),
        (("2023", "2023 kv 1", "Q2 2023"), [("2023", 2023), ("2023-Q1", 2023), ("2023-Q2", 2023)]),
        (("första halvåret 2022", "2023H1"), [("2022-H1", 2022), ("2023-H1", 2023)]),
        (("31/01/2021", "30/11/2021"), [("2021-01-31", 2021), ("2021-11-30", 2021)]),
        (("2021 9", "2021 10"), [("2021-09", 2021), ("2021-10", 2021)]),
        (("2022/23", "läsåret 23/24"), [("2022/23", 2023), ("2023/24", 2024)]),
    ],
)
def test_a_column_of_periods_is_read_at_once(tmp_path, cells, read):
    assert periods(tmp_path, *cells) == read


def test_each_sheet_has_a_column_of_its_own(tmp_path):
    def months(book):
        for row in (XLSX_HEAD, ("N2", "0680", "2009-01", 1), ("N2", "0680", "2009-10", 2)):
            book.create_sheet("Blad2") if "Blad2" not in book else None
            book["Blad2"].append(row)

    book = xlsx(XLSX_HEAD, ("N1", "0680", "2015-16", 1), ("N1", "0680", "2009-10", 2), more=months)
    assert rows(fetch(tmp_path, book, "bok.xlsx"), "indicator", "period") == [
        *(("N1", period) for period in ("2009–2010", "2015–2016")),
        *(("N2", period) for period in ("2009-01", "2009-10")),
    ]


def test_columns_may_be_periods_of_any_kind(tmp_path):
    table = "nyckeltal;område;H1 2023;november 2023\nN1;0680;1;2\n"
    assert rows(fetch(tmp_path, table), "period", "value") == [("2023-11", 2.0), ("2023-H1", 1.0)]


def test_nothing_is_measured_before_its_time_but_a_forecast_may_say_so(tmp_path):
    table = "nyckeltal;område;år;värde;flagga\nN1;0680;{};5;{}\n"
    [problem] = problems(tmp_path, table.format(2062, ""))
    assert problem == (2, "C", "2062 hade inte börjat när siffrorna hämtades.")
    assert (
        told(tmp_path, table.format("2026 Q3", ""))[2]
        == "Kvartal 3 2026 hade inte börjat när siffrorna hämtades."
    )
    assert len(rows(fetch(tmp_path, table.format(2062, "framskriven")), "period")) == 1
    assert len(rows(fetch(tmp_path, table.format("2026 Q2", "")), "period")) == 1
    assert len(rows(fetch(tmp_path, f"{HEAD}\nN1;0680;2062;-\n"), "period")) == 1


def remarks(run):
    account = left_out.read(run)
    return [str(remark) for remark in account.remarks] if account else []


@pytest.mark.parametrize(
    ("table", "remark"),
    [
        ("N1;Jönköping;2022;;1\nN1;Jönköping;2023;Flickor;1\n", None),
        ("N1;JÖNKÖPING;2022;;1\n", "values.csv: Område: ”JÖNKÖPING” (rad 2) läses som ”Jönköping”."),
        (
            "N1;Jönköpings kommun;2022;;1\n",
            "values.csv: Område: ”Jönköpings kommun” (rad 2) läses som ”Jönköping”.",
        ),
        (
            "N1;0680;2022;Flickor;1\nN1;0680;2023;flickor  ;1\nN1;0680;2024;Flic\u200bkor;1\n",
            "values.csv: Grupp: ”Flic⟨U+200B⟩kor” (rad 4) läses som ”Flickor”; ”flickor” (rad 3) läses som ”Flickor”.",
        ),
        ("N1;0680;2022;Kvinnor;1\nN1;0680;2023;båda könen;1\n", None),
        (
            "N1;0680;2022;;1\nN\u200b1;0680;2023;;1\n",
            "values.csv: Nyckeltal: ”N⟨U+200B⟩1” (rad 3) läses som ”N1”.",
        ),
    ],
)
def test_what_is_read_as_spelt_in_another_way_is_told(tmp_path, table, remark):
    run = fetch(tmp_path, f"nyckeltal;område;år;grupp;värde\n{table}")
    assert remarks(run) == ([remark] if remark else [])


def test_long_table(tmp_path):
    run = fetch(
        tmp_path,
        "Nyckeltal;Kommunkod;År;Kön;Värde;Enhet;Flagga;Kommentar;Medlemmar\n"
        "N1;0680;2022;Kvinnor;12,5;%;;;\n"
        "N1;0680;2023;Totalt;13;%;preliminär;ny metod;7\n",
    )
    assert rows(
        run, "indicator", "area", "period", "year", "subgroup", "value", "flag", "comment", "members"
    ) == [
        ("N1", "0680", "2022", 2022, "K", 12.5, "", "", None),
        ("N1", "0680", "2023", 2023, "T", 13.0, "preliminary", "ny metod", 7),
    ]


def test_english_headings_in_any_case(tmp_path):
    run = fetch(tmp_path, "Indicator,AREA,Year,Value,unit\nN1,0680,2022,12.5,kg\n")
    assert rows(run, "indicator", "area", "value") == [("N1", "0680", 12.5)]
    assert workbook.tidy(run, None).indicators.to_pyarrow().to_pylist() == [
        {"indicator": "N1", "title": "N1", "unit": "kg", "definition": "", "retired": False}
    ]


def test_wide_table_has_years_as_columns_and_gaps(tmp_path):
    run = fetch(tmp_path, "nyckeltal;område;2021;2022/23;2020-2022\nN1;0680;1,5;;3\nN2;0680;;2;-\n")
    assert rows(run, "indicator", "period", "year", "value", "reason") == [
        ("N1", "2020–2022", 2022, 3.0, None),
        ("N1", "2021", 2021, 1.5, None),
        ("N2", "2020–2022", 2022, None, "-"),
        ("N2", "2022/23", 2023, 2.0, None),
    ]


def test_home_area_for_a_file_without_areas(tmp_path):
    run = fetch(tmp_path, "nyckeltal;år;värde\nN1;2022;1\n", area="0680")
    assert rows(run, "area", "value") == [("0680", 1.0)]


def test_unknown_home_area(tmp_path):
    table = "nyckeltal;år;värde\nN1;2022;1\n"
    assert told(tmp_path, table, area="0699")[2] == "Hemområdet 0699 är okänt."


def test_area_by_exact_name_beside_its_code_or_alone(tmp_path):
    assert rows(fetch(tmp_path, "nyckeltal;kommun;år;värde\nN1;Jönköping;2022;1\n"), "area") == [("0680",)]
    both = "nyckeltal;kommunkod;kommun;år;värde\nN1;0680;Jönköping;2022;1\n"
    assert rows(fetch(tmp_path, both), "area") == [("0680",)]


def test_area_code_and_name_that_disagree(tmp_path):
    table = "nyckeltal;kommunkod;kommun;år;värde\nN1;0680;Habo;2022;1\n"
    assert told(tmp_path, table) == (2, "C", "Koden 0680 hör till Jönköping, inte Habo.")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12 345,6", 12345.6),
        ("12\u00a0345,6", 12345.6),
        ("12\u2009345", 12345.0),
        ("1\u202f234\u202f567", 1234567.0),
        ("−4,2", -4.2),
        ("-4.25", -4.25),
        ("77,1", 77.1),
        ("0,125", 0.125),
        ("1e-05", 0.00001),
    ],
)
def test_numbers(tmp_path, cell, number):
    assert values(tmp_path, f"{HEAD}\nN1;0680;2022;{cell}\n") == [number]


def test_percent_sign_gives_the_unit(tmp_path):
    run = fetch(tmp_path, f"{HEAD}\nN1;0680;2022;77,1 %\n")
    assert rows(run, "value") == [(77.1,)]
    assert workbook.tidy(run, None).indicators.unit.to_pyarrow().to_pylist() == ["%"]


def test_reasons_are_not_zeros(tmp_path):
    run = fetch(tmp_path, f"{HEAD}\nN1;0680;2020;-\nN1;0680;2021;.\nN1;0680;2022;..\nN1;0680;2023;0\n")
    assert rows(run, "period", "value", "reason") == [
        ("2020", None, "-"),
        ("2021", None, "."),
        ("2022", None, ".."),
        ("2023", 0.0, None),
    ]


def test_words_where_all_values_are_words_or_the_unit_is_text(tmp_path):
    table = "nyckeltal;område;år;värde;enhet\nN1;0680;2021;Påbörjat;\nN1;0680;2022;-;\nN2;0680;2022;3;text\n"
    assert rows(fetch(tmp_path, table), "indicator", "text", "value") == [
        ("N1", "Påbörjat", None),
        ("N1", None, None),
        ("N2", "3", None),
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_encodings_and_delimiters(tmp_path, encoding, delimiter):
    table = 'nyckeltal;kommun;år;"värde"\r\nN1;Jönköping;2022;"1,5"\r\nN1;Mörbylånga;2022;"2,25"\r\n'
    run = fetch(tmp_path, table.replace(";", delimiter).encode(encoding))
    assert rows(run, "area", "value") == [("0680", 1.5), ("0840", 2.25)]


def test_letters_composed_of_two_are_the_same_letters(tmp_path):
    assert values(tmp_path, "nyckeltal;kommun;år;värde\nN1;Jo\u0308nko\u0308ping;2022;1\n") == [1.0]


def test_separator_line_of_excel(tmp_path):
    assert values(tmp_path, f"sep=;\n{HEAD}\nN1;0680;2022;1\n") == [1.0]


def test_xlsx_numbers_text_and_empty_sheets(tmp_path):
    book = xlsx(
        XLSX_HEAD, ("N1", "0680", 2022, 12.5), ("N1", "0680", "2023", "13,5"), more=lambda b: b.create_sheet()
    )
    run = fetch(tmp_path, book, "bok.xlsx")
    assert rows(run, "period", "value") == [("2022", 12.5), ("2023", 13.5)]
    assert (run / "bok.xlsx").read_bytes() == book


def test_xlsx_wide(tmp_path):
    book = xlsx(("nyckeltal", "kommun", 2021, 2022), ("N1", "Habo", 1, None), ("N2", "Habo", 0, 2.5))
    assert rows(fetch(tmp_path, book, "bok.xlsx"), "indicator", "period", "value") == [
        ("N1", "2021", 1.0),
        ("N2", "2021", 0.0),
        ("N2", "2022", 2.5),
    ]


def test_xlsx_that_lies_about_its_size_is_read_to_the_end(tmp_path):
    book = _rewritten(
        xlsx(XLSX_HEAD, ("N1", "0680", 2022, 1), ("N1", "0680", 2023, 2)), b'ref="A1:D3"', b'ref="A1:D2"'
    )
    assert values(tmp_path, book, name="bok.xlsx") == [1.0, 2.0]


def _rewritten(book, old, new):
    """The workbook with some bytes of its first sheet changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.infolist():
            text = before.read(part)
            if part.filename.endswith("sheet1.xml"):
                assert old in text
                text = text.replace(old, new)
            after.writestr(part, text)
    return out.getvalue()


# What a run holds


def test_run_is_the_file_as_it_came_sealed(tmp_path):
    content = f"{HEAD}\nN1;0680;2022;1\n".encode("utf-16")
    run = fetch(tmp_path, content)
    assert (run / "values.csv").read_bytes() == content
    sealed = origin.verify(run)
    assert (sealed.module, sealed.fetched, list(sealed.files)) == ("workbook", NOW, ["values.csv"])
    with pytest.raises(origin.OriginError):
        workbook.fetch(
            run, file=tmp_path / "values.csv", id="x", publisher="", licence="", address="", now=NOW
        )


def test_dropped_row_column_and_sheet_stay_dropped(tmp_path):
    table = f"Min tabell\n{HEAD};källa\nN1;0680;2022;1;SCB\nN1;0680;20177;2;SCB\n"
    run = fetch(tmp_path, table, drop=["values.csv!1", "values.csv!4", "values.csv!E"])
    assert rows(run, "period", "value") == [("2022", 1.0)]

    def more(book):
        book.create_sheet("Läs mig")["A1"] = "hej"

    book = xlsx(XLSX_HEAD, ("N1", "0680", 2022, 3), more=more)
    assert values(tmp_path, book, name="bok.xlsx", drop=["Läs mig"]) == [3.0]


def test_dropping_what_is_not_there(tmp_path):
    assert told(tmp_path, f"{HEAD}\nN1;0680;2022;1\n", drop=["values.csv!14"])[2].endswith("finns inte.")


def test_declared_indicators_areas_and_choices_are_kept_in_the_run(tmp_path):
    run = fetch(
        tmp_path,
        "nyckeltal;område;år;värde\nN1;D01;2022;120\n",
        indicators={"N1": "%"},
        extra_areas={"D01": ("Öxnehaga", "district")},
        unbounded=["N1"],
    )
    tidied = workbook.tidy(run, None)
    assert tidied.indicators.to_pyarrow().to_pylist()[0]["unit"] == "%"
    assert tidied.areas.to_pyarrow().to_pylist() == [{"area": "D01", "name": "Öxnehaga", "kind": "district"}]


def test_folder_put_together_by_hand(tmp_path):
    (tmp_path / "a.csv").write_text(f"{HEAD}\nN1;0680;2022;1\n")
    (tmp_path / "b.csv").write_text("indicator,area,year,value\nN1,0680,2023,2\n")
    (tmp_path / "indicators.csv").write_text(
        "indicator,title,unit,definition,retired\nN1,Skog,ha,Vad det är,false\n"
    )
    (tmp_path / "areas.csv").write_text("area,name,kind\nG1,Liknande,group\n")
    (tmp_path / "members.csv").write_text("group_area,area,year\nG1,0680,\nG1,0643,2024\n")
    tidied = workbook.tidy(tmp_path, None)
    assert tidied.observations.count().execute() == 2
    assert tidied.indicators.title.to_pyarrow().to_pylist() == ["Skog"]
    assert tidied.members.year.to_pyarrow().to_pylist() == [None, 2024]


def test_tables_go_into_a_store(tmp_path):
    con = ibis.duckdb.connect()
    con.create_table(
        "observation", workbook.tidy(fetch(tmp_path, f"{HEAD}\nN1;0680;2022;1\n"), con).observations
    )
    assert con.table("observation").count().execute() == 1


# What is refused


def test_every_problem_at_once_with_sheet_row_and_column(tmp_path):
    table = (
        "nyckeltal;område;år;värde;enhet\n"
        "N1;0680;2022;12;%\n"
        "N1;680;2023;13;%\n"
        "N9;0680;2023;14;%\n"
        "N1;0680;20177;15;%\n"
        "N1;0643;2023;130;%\n"
        "N1;0680;2022;16;%\n"
        "N1;Jönköpng;2021;;%\n"
    )
    with pytest.raises(WorkbookProblems) as refused:
        fetch(tmp_path, table, indicators={"N1": "%"})
    assert str(refused.value).splitlines() == [
        "values.csv, rad 4, kolumn A (nyckeltal): Nyckeltalet N9 är okänt. Menas N1? Rätta cellen.",
        "values.csv, rad 5, kolumn C (år): ”20177” är ingen period. Skriv till exempel 2023, 2022/23, 2020–2022, 2023 Q1 eller 2023-01-31.",
        "values.csv, rad 6, kolumn D (värde): 130 är mer än 100 men enheten är %. Rätta värdet, eller ange att nyckeltalet får gå utanför 0–100.",
        "values.csv, rad 7, kolumn D (värde): Värdet för N1, 0680, 2022, T finns redan på rad 2. Ta bort eller rätta en av dem.",
        "values.csv, rad 8, kolumn B (område): Området ”Jönköpng” är okänt. Menas Jönköping (0680)? Rätta cellen.",
        "values.csv, rad 8, kolumn D (värde): Värdet är tomt. Fyll i värdet, skriv - om det saknas, eller ta bort raden.",
    ]
    dropped = {problem.drop for problem in refused.value.problems}
    assert values(tmp_path, table, indicators={"N1": "%"}, drop=dropped) == [12.0, 13.0]


DOUBTFUL = "”1.234” kan vara tusental eller decimaler: 1,234 eller 1\u00a0234."


@pytest.mark.parametrize("cell", ["1.234,5", "1,234.5", "1 234,5"])
def test_marks_of_thousands_are_read_where_there_is_no_doubt(tmp_path, cell):
    assert values(tmp_path, f"{HEAD}\nN1;0680;2022;{cell}\n") == [1234.5]


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ("N1;0680;20177;1", "C", "”20177” är ingen period."),
        ("N1;0680;1899;1", "C", "”1899” ligger inte mellan 1900 och 2100."),
        ("N1;0680;2008-11;1", "C", "”2008-11” kan vara november 2008 eller 2008–2011."),
        ("N1;0680;2015-13;1", "C", "”2015-13” är en tid som inte finns."),
        ("N1;0680;2022-2020;1", "C", "”2022-2020” är en tid som inte finns."),
        ("N1;;2022;1", "B", "Cellen är tom men raden har annat innehåll."),
        (";0680;2022;1", "A", "Cellen är tom men raden har annat innehåll."),
        ("N1;0680;;1", "C", "Cellen är tom men raden har annat innehåll."),
        ("N1;0680;2022;", "D", "Värdet är tomt."),
        ("N1;0680;2022;101 %", "D", "101 är mer än 100 men enheten är %."),
        ("N1;0680;2022;−1 %", "D", "-1 är mindre än 0 men enheten är %."),
        ("N1;0680;2022;1.234", "D", DOUBTFUL),
        ("N1;0680;2022;1,234", "D", DOUBTFUL.replace(".", ",", 1)),
        (
            "N1;0680;2022;12 34",
            "D",
            "Mellanslag, punkter eller kommatecken står fel i ”12 34”.",
        ),
        ("N1;0680;2022;12 kr", "D", "”12 kr” är ett belopp."),
        ("N1;0680;2022;NaN", "D", "”NaN” är inget värde."),
        ("N1;0680;2022;-inf", "D", "”-inf” är inget värde."),
        ("N1;0680;2022;1e999", "D", "”1e999” är för stort."),
        ("N1;0680;2022;–", "D", "”–” är inte ett tal."),
        ("N1;0680;2022;#SAKNAS!", "D", "Cellen är felvärdet #SAKNAS!."),
        ("nyckeltal;område;år;värde", "", "Rubriken på rad 1 upprepas."),
        ("N1;0680;2022", "", "Raden har 3 celler men rubriken 4."),
        ("N1;0680;2022;1;x", "", "Raden har 5 celler men rubriken 4."),
    ],
)
def test_bad_row(tmp_path, row, column, what):
    assert told(tmp_path, f"{HEAD}\n{row}\n") == (2, column, what)


def test_one_stray_word_among_numbers(tmp_path):
    table = f"{HEAD}\nN1;0680;2020;1\nN1;0680;2021;tolv\nN1;0680;2022;3\n"
    assert told(tmp_path, table) == (3, "D", "”tolv” är inte ett tal.")


def test_other_values_show_which_decimal_mark_is_used(tmp_path):
    assert values(tmp_path, f"{HEAD}\nN1;0680;2021;1.234\nN1;0680;2022;1.5\n") == [1.234, 1.5]
    assert values(tmp_path, f"{HEAD}\nN1;0680;2021;1,234\nN1;0680;2022;12 000,5\n") == [1.234, 12000.5]
    assert values(tmp_path, f"{HEAD}\nN1;0680;2021;1.234\n", decimal=".") == [1.234]


def test_the_other_decimal_mark_leaves_the_doubt(tmp_path):
    table = f"{HEAD}\nN1;0680;2021;1.234\nN1;0680;2022;1,5\n"
    assert told(tmp_path, table) == (2, "D", DOUBTFUL)


def test_decimal_comma_in_a_comma_separated_file(tmp_path):
    assert told(tmp_path, "nyckeltal,område,år,värde\nN1,0680,2022,1,5\n")[0] == 2
    split = "nyckeltal,område,år,värde,kommentar\nN1,0680,2022,1,5\n"
    assert told(tmp_path, split) == (2, "E", "Siffrorna efter värdet kan vara dess decimaler.")


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ("", "Filen är tom."),
        ("\n\n", "Filen är tom."),
        ("N1;0680;2022;1\n", "Vilken rad är rubrikrad? Ingen rad med rubriker över tal hittades."),
        (f"{HEAD}\n", "Det finns inga rader under rubriken."),
        ("nyckeltal;område;värde\nN1;0680;1\n", "Kolumnen år saknas."),
        ("nyckeltal;år;värde\nN1;2022;1\n", "Kolumnen område saknas."),
        ("nyckeltal;område;år;värde;value\nN1;0680;2022;1;2\n", "Kolumnen värde finns två gånger."),
        ("nyckeltal;område;år;värde;ålder\nN1;0680;2022;1;65+\n", "Rubriken ålder är okänd."),
        ("nyckeltal;område;2022;20177\nN1;0680;1;2\n", "”20177” är ingen period."),
        (
            "nyckeltal;område;år;2022\nN1;0680;2022;2\n",
            "Tabellen har både årskolumner och en kolumn för år eller värde.",
        ),
        ("nyckeltal;område;2021;2022\nN1;0680;;\n", "Raden har inget värde för något år."),
        (f'{HEAD}\n"N1;0680;2022;1\n', "Raden går inte att dela upp i celler (unexpected end of data)."),
        (
            "nyckeltal;område;år;värde;enhet\nN1;0680;2021;1;kg\nN1;0680;2022;1;ton\n",
            "Nyckeltalet N1 har enheten kg, här ton.",
        ),
        ("nyckeltal;område;år;värde;flagga\nN1;0680;2021;1;kanske\n", "Flaggan kanske är okänd."),
    ],
)
def test_bad_shape(tmp_path, table, what):
    assert told(tmp_path, table)[2] == what


def test_text_that_went_through_the_wrong_encoding(tmp_path):
    mixed = f"{HEAD};kommentar\nN1;0680;2021;1;över\n".encode() + b"N1;0680;2022;1;\xe5r\n"
    assert "trasiga tecken" in told(tmp_path, mixed)[2]


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        (("N1", "0680", date(2022, 1, 1), 1), "C", "Cellen är ett datum (2022-01-01)."),
        (("N1", "0680", 2022.5, 1), "C", "”2022.5” är ingen period."),
        (("N1", "0680", 2022, True), "D", "Cellen är SANT eller FALSKT."),
        (("N1", "0680", 2022, "#DIV/0!"), "D", "Cellen är felvärdet #DIV/0!."),
        (("N1", "0680", 2022, "=1+1"), "D", "Formeln har inget räknat resultat."),
        (("N1", "0680", 2022, None), "D", "Värdet är tomt."),
        (("N1", "0680", 2022, 1, "x"), "", "Cellen i kolumn E står utanför tabellen."),
        ((3.1, "0680", 2022, 1), "A", "Cellen är talet 3.1."),
    ],
)
def test_bad_xlsx_row(tmp_path, row, column, what):
    assert told(tmp_path, xlsx(XLSX_HEAD, row), "bok.xlsx") == (2, column, what)


def test_xlsx_cell_shown_in_percent(tmp_path):
    def more(book):
        book.active["D2"].number_format = "0.0%"

    book = xlsx(XLSX_HEAD, ("N1", "0680", 2022, 0.125), more=more)
    assert told(tmp_path, book, "bok.xlsx") == (2, "D", "Cellen visas i procent men innehåller 0.125.")


def test_xlsx_formula_with_its_result(tmp_path):
    book = xlsx(XLSX_HEAD, ("N1", "0680", 2022, "=1+1"))
    counted = _rewritten(book, b"<f>1+1</f><v", b"<f>1+1</f><v>2</v><v")
    assert values(tmp_path, counted, name="bok.xlsx") == [2.0]


@pytest.mark.parametrize(("kept", "what"), [(b"0", "Formeln har inget räknat resultat."), (b"2", None)])
def test_a_formula_that_was_never_counted_is_told_though_a_placeholder_stands_there(tmp_path, kept, what):
    # openpyxl writes fullCalcOnLoad, as other programs that do not count do.
    book = xlsx(XLSX_HEAD, ("N1", "0680", 2022, "=1+1"))
    placeholder = _rewritten(book, b"<f>1+1</f><v", b"<f>1+1</f><v>" + kept + b"</v><v")
    if what:
        assert told(tmp_path, placeholder, "bok.xlsx") == (2, "D", what)
    else:
        assert values(tmp_path, placeholder, name="bok.xlsx") == [2.0]


def test_hidden_rows_and_columns_are_told_and_can_be_left_out(tmp_path):
    def hide(book):
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["E"].hidden = True
        book.active.column_dimensions["H"].hidden = True  # with nothing in it

    table = ((*XLSX_HEAD, "kommentar"), ("N1", "0680", 2022, 1, "a"), ("N1", "0680", 2023, 99, "b"))
    book = xlsx(*table, more=hide)
    assert problems(tmp_path, book, "bok.xlsx") == [
        (None, "E", "Kolumnen är dold men har innehåll."),
        (3, "", "Raden är dold men har innehåll."),
    ]
    assert values(tmp_path, book, name="bok.xlsx", drop={"Blad1!3", "Blad1!E"}) == [1.0]


@pytest.mark.parametrize(
    "area", ["Jönköpings kommun", "0680 Jönköping", "jönköping", "680", "Jönköpings k:n"]
)
def test_a_place_as_people_write_it(tmp_path, area):
    run = fetch(tmp_path, f"{HEAD}\nN1;{area};2022;1\n")
    assert rows(run, "area") == [("0680",)]


def test_another_place_is_never_suggested_for_one_that_is_known_by_another_ending(tmp_path):
    assert "Båstad" not in str(problems(tmp_path, f"{HEAD}\nN1;Borås storstad;2022;1\n"))


def test_what_nobody_sees_splits_no_series(tmp_path):
    run = fetch(tmp_path, f"{HEAD}\nN1;0680;2021;1\nN1\u200b;0680;2022;1\nn1;0680;2023;1\n")
    assert {name for (name,) in rows(run, "indicator")} == {"N1"}


@pytest.mark.parametrize("group", ["båda könen", "Kvinnor och män", "both sexes", "_T", "Totalt", ""])
def test_everybody_by_any_name(tmp_path, group):
    run = fetch(tmp_path, f"{HEAD};kön\nN1;0680;2022;1;{group}\n")
    assert rows(run, "subgroup") == [("T",)]


def test_xlsx_merged_cells_and_hidden_sheet(tmp_path):
    def merge(book):
        book.active.merge_cells("B2:B3")

    book = xlsx(XLSX_HEAD, ("N1", "0680", 2022, 1), ("N1", None, 2023, 1), more=merge)
    assert [what for *_, what in problems(tmp_path, book, "bok.xlsx")] == [
        "Cellerna B2:B3 är sammanfogade.",
        "Cellen är tom men raden har annat innehåll.",
    ]

    def hide(book):
        book.create_sheet("Gömt").append(XLSX_HEAD)
        book["Gömt"].sheet_state = "hidden"

    book = xlsx(XLSX_HEAD, ("N1", "0680", 2022, 1), more=hide)
    assert told(tmp_path, book, "bok.xlsx") == (None, "", "Bladet är dolt men har innehåll.")


def test_duplicates_across_sheets_name_both_rows(tmp_path):
    def more(book):
        book.create_sheet("Blad2").append(XLSX_HEAD)
        book["Blad2"].append(("N1", "Jönköping", "2022", 2))

    book = xlsx(XLSX_HEAD, ("N1", "0680", 2022, 1), more=more)
    what = "Värdet för N1, 0680, 2022, T finns redan på rad 2 i Blad1."
    assert told(tmp_path, book, "bok.xlsx") == (2, "D", what)


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (b"PK\x03\x04 not really", "bok.xlsx", "Filen går inte att läsa som Excel-arbetsbok (BadZipFile)."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "bok.xlsx",
            "Filen är lösenordsskyddad eller sparad i det gamla formatet .xls.",
        ),
        (b"hej", "bok.pdf", "Filtypen läses inte."),
        (b"hej", "bok.ods", "Filen går inte att läsa"),
        (b"PK\x03\x04\x14\x00\x06\x00", "values.csv", "Filen har trasiga tecken"),
        (b"", "areas.csv", "Filens namn används till annat."),
    ],
)
def test_not_a_table_at_all(tmp_path, content, name, what):
    assert told(tmp_path, content, name)[2].startswith(what)


def test_bomb_is_not_unpacked(tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 100_000_001)
    assert told(tmp_path, bomb.getvalue(), "bok.xlsx")[2] == "Filen är större än 100 MB uppackad."


def test_file_that_is_not_there(tmp_path):
    with pytest.raises(WorkbookProblems, match="går inte att läsa"):
        workbook.fetch(
            tmp_path / "r", file=tmp_path / "x.csv", id="", publisher="", licence="", address="", now=NOW
        )


# Two hundred mutated files: each refused or read right, never another exception

TRUE = {
    ("N1", "0680", "2021", "T"): 12.5,
    ("N1", "0680", "2022", "T"): 13.25,
    ("N1", "0643", "2022", "T"): 99.0,
}
TRUE |= {("N2", "0680", "2022", "K"): 12345.6, ("N2", "0680", "2022", "M"): -4.0}
TABLE = [["nyckeltal", "område", "år", "grupp", "värde", "enhet"]]
TABLE += [
    [*key, f"{value:.2f}".replace(".", ","), "%" if key[0] == "N1" else "kg"] for key, value in TRUE.items()
]
STRAY = [
    "",
    "680",
    "20177",
    "1.234",
    "1,234.5",
    "NaN",
    "#DIV/0!",
    "Ja",
    "130",
    "-",
    "\x00",
    "Ã¶",
    '"',
    "0",
    "N1",
    "2022",
]


def _mutated(table, chance):
    """The table with one thing wrong, and whether the keys or values of its rows may rightly be others."""
    table = [list(row) for row in table]
    row, column = chance.randrange(len(table)), chance.randrange(6)
    match chance.randrange(5):
        case 0:
            table[row][column] = chance.choice(STRAY)
            return table, True
        case 1:
            table.append(list(table[row]))
        case 2:
            del table[row][column]
        case 3:
            for cells in table:
                cells[0], cells[column] = cells[column], cells[0]
        case 4:
            table[row].insert(column, "5")
    return table, False


def _bytes_mutated(content, chance):
    at = chance.randrange(len(content))
    return chance.choice(
        [
            content[:at],
            content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
            content[:at] + content[at + chance.randrange(1, 9) :],
        ]
    )


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_mutated_table(tmp_path, kind, seed):
    chance = random.Random(seed)
    for number in range(20):
        table, cell_changed = _mutated(TABLE, chance)
        delimiter = chance.choice([";", "\t"])
        text = "\n".join(delimiter.join(row) for row in table)
        content = (
            text.encode(chance.choice(["utf-8", "latin-1", "utf-16"]))
            if kind == "csv" and "Ã" not in text
            else text.encode()
        )
        if kind == "xlsx":
            content = xlsx(*([cell.replace("\x00", "?") for cell in row] for row in table))
        found = _read_or_refused(tmp_path / f"{number}", content, f"v.{kind}")
        wrong = {key: value for key, value in found.items() if TRUE.get(key) != value}
        assert len(wrong) <= cell_changed, (table, wrong)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_mutated_bytes(tmp_path, kind, seed):
    chance = random.Random(seed)
    good = "\n".join(";".join(row) for row in TABLE).encode() if kind == "csv" else xlsx(*TABLE)
    for number in range(20):
        _read_or_refused(tmp_path / f"{number}", _bytes_mutated(good, chance), f"v.{kind}")


def _read_or_refused(folder, content, name):
    folder.mkdir()
    try:
        run = fetch(folder, content, name, indicators={"N1": "%", "N2": "kg"})
    except WorkbookProblems as refused:
        assert refused.problems and not list(folder.glob("run-*"))
        return {}
    return {
        tuple(key): value for *key, value in rows(run, "indicator", "area", "period", "subgroup", "value")
    }


def test_known_areas():
    kinds = [kind for _, kind in known_areas().values()]
    assert {kind: kinds.count(kind) for kind in kinds} == {"country": 1, "region": 21, "municipality": 290}
    assert known_areas()["0680"] == ("Jönköping", "municipality")
