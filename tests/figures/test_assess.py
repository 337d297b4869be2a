import argparse
import ast
import csv
import inspect
import io
import json
import random
import re
import struct
import sys

import openpyxl
import pyarrow
import pytest
from pyarrow import parquet

from lagesbild.assessment.table import COLUMNS, gathering
from lagesbild.figures import cells as reading_cells
from lagesbild.figures.assess import (
    WRITERS,
    add_arguments,
    assess,
    cells,
    columns,
    grids,
    processors,
    rows,
    run,
    shapes,
)
from lagesbild.figures.assess.languages import english, language_of
from lagesbild.figures.problems import SourceProblems

SMALL = """\
series,year,value,direction,target,target_year
a,2015,10.5,up,60,2030
a,2016,12,up,60,2030
a,2017,14.25,up,60,2030
a,2018,15,up,60,2030
a,2019,17,up,60,2030
b,2018,-,down,,
b,2019,3.5,down,,
"""


def file(text, name="table.csv", encoding="utf-8"):
    found = io.BytesIO(text if isinstance(text, bytes) else text.encode(encoding))
    found.name = name
    return found


def refused(table, *methods, **options):
    with pytest.raises(SourceProblems) as wrong:
        assess(table, methods or ["theil-sen"], **options)
    return [str(problem) for problem in wrong.value.problems]


def test_one_row_per_series_and_method():
    found = assess(file(SMALL), ["theil-sen", "statcan"])

    assert [(row["series"], row["method"], row["verdict"]) for row in found] == [
        ("a", "theil-sen", "improving"),
        ("a", "statcan", "substantial_progress"),
        ("b", "theil-sen", "too_few"),
        ("b", "statcan", "not_available"),
    ]
    assert tuple(found[0]) == COLUMNS
    assert (found[0]["latest"], found[0]["n"], found[0]["score"]) == (17, 5, None)


@pytest.mark.parametrize(
    "same",
    [
        file(SMALL.replace("\n", "\r\n")),
        file("\ufeff" + SMALL),
        file(SMALL, encoding="utf-16"),
        file(SMALL.replace(",", ";").replace(".", ",")),
        file(SMALL.replace(",", "\t")),
        file(SMALL.replace("series,year,value", "Serie, ÅR ,värde"), encoding="latin-1"),
        file(
            SMALL.replace(
                "series,year,value,direction,target,target_year", "Serie,År,Värde,Riktning,Mål,Målår"
            )
        ),
        file(SMALL.replace("target_year", "Target Year")),
        file(SMALL.replace("target_year", "target-year")),
        file(SMALL.replace("2015", "2015.0").replace("2030", "2030.0")),
        file(SMALL.replace("a,2016", "\n,,,,,\na,2016")),
        file(SMALL.replace("up", "1").replace("down", "-1")),
        file('"' + SMALL.replace(",", '","').replace("\n", '"\n"')[:-1]),
        file(SMALL, name="-"),
    ],
)
def test_the_same_table_written_otherwise(same):
    assert assess(same, ["theil-sen", "unsd"]) == assess(file(SMALL), ["theil-sen", "unsd"])


def rows_of(text):
    """The rows as a program holds them: numbers as numbers, nothing as None."""
    reader = csv.DictReader(io.StringIO(text))
    whole = {"year", "target_year"}
    typed = {**dict.fromkeys(whole, int), **dict.fromkeys(("value", "target"), float)}
    return [
        {key: typed.get(key, str)(cell) if cell not in ("", "-") else None for key, cell in row.items()}
        for row in reader
    ]


def test_rows_parquet_and_excel_say_the_same(tmp_path):
    expected = assess(file(SMALL))
    rows = rows_of(SMALL)
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "table.parquet")
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(["-" if key == "value" and cell is None else cell for key, cell in row.items()])
    book.save(tmp_path / "table.xlsx")

    assert assess(rows) == expected
    assert assess(tmp_path / "table.parquet") == expected
    assert assess(tmp_path / "table.xlsx") == expected
    assert assess(file((tmp_path / "table.xlsx").read_bytes(), "-")) == expected
    assert assess(file((tmp_path / "table.parquet").read_bytes(), "-")) == expected


def test_everything_wrong_is_named_at_once_with_its_line():
    table = "series,year,value,direction\na,20155,1,up\na,2016,ett,up\n,2017,3,upp\na,2018,,north\na,2019,1;5,up\na,2019,2,up\na,2019,2,down\n"
    problems = refused(file(table))

    assert [problem.split(":")[0] for problem in problems] == [
        "table.csv, rad 2, kolumn year",
        "table.csv, rad 3, kolumn value",
        "table.csv, rad 4, kolumn series",
        "table.csv, rad 5, kolumn value",
        "table.csv, rad 5, kolumn direction",
        "table.csv, rad 6, kolumn value",
        "table.csv, rad 8, kolumn year",
        "table.csv, rad 8, kolumn direction",
    ]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "tom"),
        ("series,year\na,2015\n", "value: Kolumnen saknas"),
        ("series,year,value,value\na,2015,1,2\n", "två gånger"),
        ("series,year,value,traget\na,2015,1,2\n", "Menas target?"),
        ("series,year,value\na,2015\n", "Raden har 2 celler"),
        ("series,year,value\na,2015,1,5\n", "Raden har 4 celler"),
        ("series,year,value\na,2015,1.234\na,2016,2.345\n", "kan vara tusental eller decimaler"),
        ("series,year,value\na,2015,\n", "Värdet är tomt"),
        ("series,year,value\na,2015,NaN\n", "”NaN” är inget värde"),
        ("series,year,value\na,2015,1e300\n", "för stort"),
        ("series,year,value\na,2015,1e-300\n", "för nära noll"),
        ("series,year,value\na,2015,12 %\na,2016,0.13\n", "procenttecken på vissa"),
        ("series,year,value\na,2015,–\n", "eller - om det saknas"),
        ("series,year,value,target\na,2015,12,15 %\n", "har procenttecken här men inte på värdena"),
        ("series,year,value,per\na,2015,12,100 %\n", "Skriv bara talet"),
        ("series,year,value\n'a,2015,12\n\"a,2016,1\n", "citattecknen"),
        ('series,year,value\n"a\nb",2015,12\n', "radbrytning"),
        ("series,year,value,cycle_years\na,2015,12,0\n", "0 är inte ett antal"),
        ("series,year,value,oecd\na,2015,12,kanske\n", "varken ja eller nej"),
        ("series,year,value,flag\na,2015,12,gissat\n", "Flaggan gissat är okänd"),
        (b"PAR1 and nothing more", "Parquet"),
        (b"PK\x03\x04 and nothing more", "Excel-arbetsbok"),
    ],
)
def test_bad_tables_are_refused_with_a_sentence(table, sentence):
    assert sentence in "\n".join(refused(file(table)))


def test_lines_are_told_as_excel_and_as_an_editor_counts_them_where_a_cell_spans_lines():
    table = 'series,year,value,note\na,2015,1,"two\nlines"\n\na,2016,x,\na,2017,2,\na,2017,3,\n'
    first, second = refused(file(table))

    assert first.startswith("table.csv, rad 4 (rad 5 i en textredigerare), kolumn value: ”x” är inte ett tal")
    assert second.startswith("table.csv, rad 6 (rad 7 i en textredigerare), kolumn year: Serien a har redan")
    assert "rad 2" in refused(file(table.replace('"two\nlines"', "one").replace("2015,1", "2015,y")))[0]


def test_per_cent_signs_on_values_and_target_are_the_unit():
    values = "".join(f"a,{2015 + place},{12 + place} %,up,30%\n" for place in range(5))
    [found] = assess(file("series,year,value,direction,target\n" + values))

    assert (found["latest"], found["slope"]) == (16, 1)
    assert found["why_sv"].startswith("Värdet har stigit med 1\u00a0procentenhet per år")


def test_a_parquet_file_whose_numbers_belie_what_it_says_of_them_is_refused():
    content = io.BytesIO()
    table = pyarrow.table({"series": ["a", "a"], "year": [2015, 2016], "value": [1.5, 1234.5]})
    parquet.write_table(table, content, use_dictionary=False, compression="none")
    # The value stands there, and as the largest one in the file's own words. The last of those counts.
    parts = content.getvalue().split(struct.pack("<d", 1234.5))
    as_written, spoilt = (struct.pack("<d", number) for number in (1234.5, 1234.75))

    assert assess(file(as_written.join(parts), "table.parquet"))[0]["latest"] == 1234.5
    last_spoilt = as_written.join(parts[:-1]) + spoilt + parts[-1]
    assert "skadad" in refused(file(last_spoilt, "table.parquet"))[0]
    all_but_last_spoilt = spoilt.join(parts[:-1]) + as_written + parts[-1]
    assert "skadad" in refused(file(all_but_last_spoilt, "table.parquet"))[0]


def test_the_mark_of_doubtful_numbers_can_be_told():
    table = "series,year,value\na,2015,1.234\na,2016,2.345\n"

    assert assess(file(table), decimal=".")[0]["latest"] == 2.345


def test_other_columns_are_told_of_and_left():
    told = []
    assess(file("series,year,value,country,2016,2017\na,2015,1,Sweden,2,3\n"), remark=told.append)

    assert told == [f"table.csv: kolumnen {heading} läses inte." for heading in ("country", "2016", "2017")]


def test_a_table_with_a_column_a_year_is_read_with_its_gaps():
    remarks = []
    wide = assess(file("series;2015;2016;note\na;1;2,5;x\nb;;3;y\n"), remark=remarks.append)

    assert [(row["series"], row["n"], row["latest"]) for row in wide] == [("a", 2, 2.5), ("b", 1, 3)]
    assert remarks == ["table.csv: kolumnen note läses inte."]


def test_school_years_may_be_columns_too():
    [answer] = assess(file("series;2014/15;läsåret 2015/16\na;1;2\n"))
    assert (answer["n"], answer["last_year"]) == (2, 2016)


def test_what_is_wrong_in_a_wide_table_is_named_by_its_row():
    assert refused(file("series,2015,2016\na,1,2\nb,1,x\n"))[0].startswith(
        "table.csv, rad 3, kolumn value: ”x”"
    )
    assert "4 celler, men rubrikraden 3" in refused(file("series,2015,2016\na,1,2,3\n"))[0]
    assert "kolumn series: Kolumnen saknas" in refused(file("plats,2015,2016\na,1,2\n"))[0]


SDMX = """\
DATAFLOW,FREQ,SERIES,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS,direction
D,A,POOR,SE,F,2015,1.5,%,A,down
D,A,POOR,SE,F,2016,,%,M,down
D,A,POOR,SE,M,2015,2.5,%,A,down
D,A,POOR,SE,M,2016,NaN,%,A,down
D,A,POOR,SE,M,2017,2.75,%,E,down
D,A,POOR,SE,M,2018,9,%,P,down
"""


def test_sdmx_csv_is_read_by_its_headings_and_codes():
    remarks = []
    answers = assess(file(SDMX), ["baseline"], remark=remarks.append)

    assert [(row["series"], row["n"], row["latest"]) for row in answers] == [
        ("POOR F SE", 1, 1.5),
        ("POOR M SE", 2, 9),
    ]
    assert "2,50\u00a0% (2015)" in answers[1]["why_sv"]
    assert not remarks


def test_a_break_that_sdmx_marks_is_told_of():
    remarks = []
    assess(file(SDMX.replace("%,E", "%,B")), remark=remarks.append)

    assert remarks == ["table.csv: OBS_STATUS B (brott) läses inte. Ange brotten med --breaks."]
    assert "Flaggan Ö är okänd" in refused(file(SDMX.replace("%,E", "%,Ö")))[0]


def test_an_interval_takes_both_ends_in_order():
    table = "series,year,value,value_low,value_high\na,2015,2,1,\na,2016,2,3,1\na,2017,2,1,3\n"

    assert [problem.split(": ")[0] for problem in refused(file(table))] == [
        "table.csv, rad 2, kolumn value_low, value_high",
        "table.csv, rad 3, kolumn value_low, value_high",
    ]


def test_an_answer_that_cannot_be_written_is_told(tmp_path):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    (tmp_path / "table.csv").write_text(SMALL)
    asked = parser.parse_args([str(tmp_path / "table.csv"), "-o", str(tmp_path / "no" / "answers.csv")])

    with pytest.raises(SourceProblems, match="answers.csv: Svaret går inte att skriva dit"):
        run(asked)


def test_an_unknown_method_is_told_the_known_ones():
    assert "sdsn-index" in refused(file(SMALL), "thiel-sen")[0]


def test_rows_with_what_is_no_cell_are_refused():
    assert "ändligt" in refused([{"series": "a", "year": 2015, "value": float("nan")}])[0]
    assert "typen list" in refused([{"series": "a", "year": 2015, "value": [1]}])[0]


def test_breaks_come_from_a_table_too():
    breaks = file("series,year,reason\na,2017,Stationen flyttades\n")
    [found, _] = assess(file(SMALL), ["baseline"], breaks)

    assert found["first_year"] == 2017
    assert "Stationen flyttades" in found["why_sv"]


def test_breaks_of_unknown_series_are_named_in_their_own_file_with_all_else_that_is_wrong():
    breaks = file("series,year\na,2017\nc,2017\na,20x7\nb,2016\n", name="breaks.csv")
    table = SMALL.replace("b,2018,-", "b,2018,x").replace("b,2019,3.5", "b,2019,y")

    assert [problem.split(".", 2)[1] for problem in refused(file(table), breaks=breaks)] == [
        "csv, rad 7, kolumn value: ”x” är inte ett tal",
        "csv, rad 8, kolumn value: ”y” är inte ett tal",
        "csv, rad 4, kolumn year: ”20x7” är ingen period",
        "csv, rad 3, kolumn series: Serien c finns inte i tabellen",
    ]


def test_every_format_holds_the_same(tmp_path):
    answers = assess(file(SMALL), ["theil-sen", "sdsn-index"][:1])
    from_csv = list(csv.DictReader(io.StringIO(WRITERS["csv"](answers).decode())))
    from_parquet = parquet.read_table(pyarrow.BufferReader(WRITERS["parquet"](answers))).to_pylist()

    assert from_parquet == json.loads(WRITERS["json"](answers)) == answers
    assert [float(row["slope"]) for row in from_csv if row["slope"]] == [answers[0]["slope"]]
    assert from_csv[1]["slope"] == ""
    assert "improving" in WRITERS["table"](answers).decode()
    assert WRITERS["table"]([]).decode() == "Inga serier.\n"


def test_the_command(tmp_path, capsysbinary, monkeypatch):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    (tmp_path / "table.csv").write_text(SMALL)
    written = tmp_path / "answers.json"
    told = ["--method", "statcan", "--method", "unsd", "--format", "json", "-o", str(written)]

    assert run(parser.parse_args([str(tmp_path / "table.csv"), *told])) == 0
    assert len(json.loads(written.read_text())) == 4

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SMALL.encode())))
    assert run(parser.parse_args(["-", "--format", "csv"])) == 0
    assert capsysbinary.readouterr().out.startswith(b"series,method,verdict,evidence,n,")


@pytest.mark.parametrize("seed", range(200))
def test_a_mutated_table_is_refused_or_read_right(seed):
    mutated = _mutated(random.Random(seed), SMALL)
    try:
        found = assess(file(mutated), ["baseline"])
    except SourceProblems as wrong:
        assert str(wrong)
        return
    expected = _plainly_read(mutated)
    assert {row["series"]: (row["n"], row["latest"]) for row in found} == expected


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_mutated_binary_files_are_refused_or_read_right(kind):
    drawn = random.Random(17)
    rows = rows_of(SMALL)
    content = io.BytesIO()
    if kind == "parquet":
        parquet.write_table(pyarrow.Table.from_pylist(rows), content, write_page_checksum=True)
    else:
        book = openpyxl.Workbook()
        book.active.append(list(rows[0]))
        for row in rows:
            book.active.append(
                ["-" if key == "value" and cell is None else cell for key, cell in row.items()]
            )
        book.save(content)
    numbers = {row["value"] for row in rows}
    for _ in range(40):
        spoilt = bytearray(content.getvalue())
        spoilt[drawn.randrange(len(spoilt))] ^= 1 << drawn.randrange(8)
        try:
            found = assess(file(bytes(spoilt), f"table.{kind}"), ["baseline"])
        except SourceProblems as wrong:
            assert str(wrong)
        else:
            assert {row["latest"] for row in found} <= numbers


def _mutated(drawn, text):
    """The table with one to three small accidents: a letter lost, doubled or changed, a row moved or cut off."""
    for _ in range(drawn.randint(1, 3)):
        at = drawn.randrange(len(text))
        letter = drawn.choice("0123456789.,;\"'-+eE% \t\nåNaN\u00a0\u2212")
        lines = text.splitlines(keepends=True)
        one, other = drawn.randrange(len(lines)), drawn.randrange(len(lines))
        text = drawn.choice(
            [
                text[:at] + text[at + 1 :],
                text[:at] + letter + text[at:],
                text[:at] + letter + text[at + 1 :],
                text[:at] + text[at:].split("\n", 1)[-1],
                "".join(lines[:one] + [lines[other]] + lines[one:]),
                "".join(line for place, line in enumerate(lines) if place != one),
                text.replace(",", ";"),
            ]
        )
        if not text:
            return " "
    return text


def _plainly_read(text):
    """Series → how many values the baseline rests on and the latest value, read by other means."""
    lines = [line for line in text.splitlines() if line.strip(' ;,\t"')]
    delimiter = ";" if ";" in lines[0] else ","
    values = {}
    for row in csv.DictReader(lines, delimiter=delimiter):
        plain = {key.strip().lower(): cell.strip() for key, cell in row.items() if key and cell is not None}
        points = values.setdefault(plain["series"], {})
        number = (
            plain["value"].replace(",", ".").replace("\u2212", "-").rstrip("% \u00a0").replace("\u00a0", "")
        )
        if number not in ("-", ".", ".."):
            points[int(plain["year"])] = float(number)
    return {
        name: (2 if len(points) > 1 else len(points), points[max(points)] if points else None)
        for name, points in values.items()
    }


@pytest.mark.parametrize(
    ("rows", "n", "last_year", "remarks"),
    [
        (
            ("2020,1", "2021,2", "2022,3", "2023 Q1,9"),
            3,
            2022,
            ["table.csv: serien a: 3 av 4 värden jämförs med varandra (2020, 2021, 2022)."],
        ),
        (
            ("2022 H1,40", "2022 H2,60", "2023 H1,44"),
            2,
            2023,
            ["table.csv: serien a: 2 av 3 värden jämförs med varandra (2022-H1, 2023-H1)."],
        ),
        (("2020-11,1", "2021-11,2", "2022-11,3"), 3, 2022, []),
        (("2021/22,1", "2022/23,2"), 2, 2023, []),
    ],
)
def test_like_is_compared_with_like(rows, n, last_year, remarks):
    lines = "".join(f"a,{row}\n" for row in rows)
    told = []
    [answer] = assess(file("series,year,value\n" + lines), ["regression"], remark=told.append)
    assert (answer["n"], answer["last_year"]) == (n, last_year)
    assert [line.removesuffix(" De andra gäller tider av annat slag.") for line in told] == remarks


# --- One language at a time -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "environment", "language"),
    [
        ("en", {"LANG": "sv_SE.UTF-8"}, "en"),
        ("sv", {"LANG": "en_GB.UTF-8"}, "sv"),
        (None, {"LANG": "sv_SE.UTF-8"}, "sv"),
        (None, {"LANG": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LC_ALL": "en_GB.UTF-8", "LANG": "sv_SE.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LANG": "sv_SE.UTF-8"}, "sv"),
        (None, {"LANG": "C.UTF-8"}, "sv"),
        (None, {}, "sv"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_locales(chosen, environment, language):
    assert language_of(chosen, environment) == language


def test_the_command_speaks_english(tmp_path, capsys):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    table = tmp_path / "table.csv"
    table.write_text("series,year,value,direction,country\na,2015,1,up,x\na,2016,2,up,x\n")

    assert run(parser.parse_args([str(table), "--method", "baseline", "--language", "en"])) == 0
    spoken = capsys.readouterr()
    assert "The value has risen from 1 (2015) to 2 (2016)" in spoken.out
    assert "Värdet" not in spoken.out
    assert spoken.err == "table.csv: the column country is not read.\n"


def test_faults_are_named_in_english(tmp_path):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    table = tmp_path / "table.csv"
    table.write_text('series,year,value,note\na,2015,1,"two\nlines"\na,2016,x,\na,2015,2,\n')

    with pytest.raises(SourceProblems) as wrong:
        run(parser.parse_args([str(table), "--language", "en"]))
    first, second = str(wrong.value).splitlines()
    assert first.startswith(
        "table.csv, row 3 (line 4 in a text editor), column value: “x” is not a number. Write"
    )
    assert second.endswith("The series a already has a value for 2015 (row 2). Keep one.")
    assert wrong.value.heading == "2 to put right, and nothing was judged"


def test_a_doubtful_time_is_named_in_english(tmp_path):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    table = tmp_path / "table.csv"
    table.write_text("series,year,value\na,2004-05,1\n")

    with pytest.raises(SourceProblems) as wrong:
        run(parser.parse_args([str(table), "--language", "en"]))
    assert str(wrong.value).endswith("“2004-05” may be May 2004 or 2004–2005. Write May 2004 or 2004–2005.")


@pytest.mark.parametrize(
    ("swedish", "spoken"),
    [
        ("”2004-05” kan vara maj 2004 eller 2004–2005.", "“2004-05” may be May 2004 or 2004–2005."),
        ("”maj 04” kan vara maj 2004 eller maj 1904.", "“maj 04” may be May 2004 or May 1904."),
        ("Skriv mars 2004 eller läsåret 2003/04.", "Write March 2004 or school year 2003/04."),
        ("”1” kan vara kvartal 1 2021 eller första halvåret 2021.", "“1” may be quarter 1 of 2021 or first half of 2021."),
    ],
)  # fmt: skip
def test_what_a_cell_may_be_is_named_in_english(swedish, spoken):
    assert english(swedish) == spoken


def _sentences_of(*modules):
    """The Swedish sentences in the code that reads tables, with {} for what is filled in."""
    for module in modules:
        tree = ast.parse(inspect.getsource(module))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if id(node) in docstrings:
                continue
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            if all(isinstance(part, ast.FormattedValue) or _is_text(part) for part in parts):
                yield "".join(part.value if _is_text(part) else "{}" for part in parts)


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_sentence_about_a_table_has_its_english():
    sentences = set(_sentences_of(reading_cells, cells, columns, grids, rows, shapes, gathering))
    swedish = {
        text for text in sentences if re.match("[A-ZÅÄÖ{].*[a-zåäö)}] .*[.]$", text) and "\n" not in text
    }

    assert len(swedish) > 50
    assert {text for text in swedish if english(text) == text} == set()


def test_series_dealt_over_processors_are_answered_alike_and_in_order(tmp_path, monkeypatch):
    chance = random.Random(5)
    lines = [
        f"s{series},{year},{chance.gauss(50, 9):.1f}" for series in range(9) for year in range(2010, 2022)
    ]
    table, answer = tmp_path / "table.csv", tmp_path / "answer.csv"
    table.write_text("\n".join(["series,year,value", *lines]))
    monkeypatch.setattr(processors, "MANY", 9)
    monkeypatch.setattr(processors, "AT_ONCE", 2)
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    asked = [str(table), "--method", "theil-sen", "--format", "csv", "-o", str(answer)]

    assert run(parser.parse_args(asked)) == 0

    assert answer.read_bytes() == WRITERS["csv"](assess(table, ["theil-sen"]))
