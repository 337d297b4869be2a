"""Repositories as real ones are: what their own configuration says, odd cells, and nothing lost without a word."""

import csv
import io
import json

import openpyxl
import pytest

from lagesbild.figures import check_report, left_out
from lagesbild.figures.sources import open_sdg
from lagesbild.figures.sources.open_sdg import OpenSdgProblems
from tests.figures.sources.test_open_sdg import NOW, indicators, rows


def write(tmp_path, files):
    for path, content in files.items():
        file = tmp_path / "repo" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path / "repo"


def fetch(tmp_path, files, **options):
    open_sdg.fetch(tmp_path / "run", repository=write(tmp_path, files), now=NOW, **options)
    return tmp_path / "run"


def refusals(tmp_path, files):
    with pytest.raises(OpenSdgProblems) as refused:
        fetch(tmp_path, files)
    return [(problem.sheet, problem.row) for problem in refused.value.problems]


def remarks(run):
    return [(remark.sheet, remark.what, remark.rows) for remark in open_sdg.left_out_of(run).remarks]


CONFIG = "inputs:\n  - class: InputCsvData\n    path_pattern: data/*-*.csv\n"
GOOD = {"data/indicator_1-2-1.csv": "Year,Value\n2019,3\n"}


# One odd cell never stops a repository


def test_a_column_without_heading_and_cells_is_nothing(tmp_path):
    run = fetch(tmp_path, {"data/indicator_1-1-1.csv": "Year,Value,,\n2019,8.1,,\n2020,7.9\n", **GOOD})
    assert rows(run, "indicator", "value") == [("1-1-1", 8.1), ("1-1-1", 7.9), ("1-2-1", 3.0)]


def test_words_for_a_missing_value_are_told_once(tmp_path):
    cells = "Year,Value\n2019,n/a\n2020,7\n2021,NULL\n2022,nan\n2023,#N/A\n"
    run = fetch(
        tmp_path, {"data/indicator_1-1-1.csv": cells, "data/indicator_1-1-2.csv": "Year,Value\n2019,n/a\n"}
    )
    assert [reason for (reason,) in rows(run, "reason")] == ["-", None, "-", "-", "-", "-"]
    what = "Läst som att värdet saknas (-): ”#N/A” (1), ”NULL” (1), ”n/a” (2), ”nan” (1)."
    assert remarks(run) == [("", what, 0)]


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("Year,Value\n2019,Inf\n2020,7\n", 2),
        ("Year,Sex,Age,Value\n2019,F,,3\n2020,F,4\n", 3),
        ("Year,Value\n2019,3\n2020,4,stray\n", 3),
        ("Year,Value,\n2019,3,\n2020,4,stray\n", 3),
    ],
)
def test_one_row_is_refused_and_the_others_are_taken_in_one_step(tmp_path, content, row):
    files = {"data/indicator_1-1-1.csv": content, **GOOD}
    assert refusals(tmp_path, files) == [("indicator_1-1-1.csv", row)]
    run = fetch(tmp_path, files, take_clean=True)
    assert len(rows(run, "value")) == 2
    counted = open_sdg.left_out_of(run)
    assert (counted.rows, counted.stored, counted.left_out) == (3, 2, 1)


def test_a_broken_yaml_file_costs_a_name_and_no_figures(tmp_path):
    files = {**GOOD, "meta/1-2-1.yml": "indicator_name: [a\nb: 1\n"}
    assert refusals(tmp_path, files) == [("1-2-1.yml", 2)]
    assert rows(fetch(tmp_path, files, take_clean=True), "value") == [(3.0,)]


def test_a_broken_configuration_is_told_and_the_usual_one_counts(tmp_path):
    files = {**GOOD, "config_data.yml": "inputs: [\n"}
    assert refusals(tmp_path, files) == [("config_data.yml", None)]
    assert rows(fetch(tmp_path, files, take_clean=True), "value") == [(3.0,)]


def test_of_two_values_for_one_key_neither_is_taken(tmp_path):
    files = {"data/indicator_1-1-1.csv": "Year,Value\n2019,1\n2019,2\n2020,3\n2020,3\n"}
    run = fetch(tmp_path, files, take_clean=True)
    assert rows(run, "period", "value") == [("2020", 3.0)]
    assert remarks(run) == [("indicator_1-1-1.csv", "Rader som upprepar en tidigare rad: 1.", 1)]


def test_nothing_is_taken_where_nothing_is_clean(tmp_path):
    with pytest.raises(OpenSdgProblems):
        fetch(tmp_path, {"data/indicator_1-1-1.csv": "Year,Value\n2019,Inf\n"}, take_clean=True)
    assert not (tmp_path / "run").exists()


def test_two_files_of_one_indicator_stand_beside_each_other(tmp_path):
    files = {"data/1-2-1.csv": "Year,Value\n2019,4\n", **GOOD, "meta/1-2-1.yml": "indicator_name: Poverty\n"}
    run = fetch(tmp_path, files)
    assert rows(run, "indicator", "value") == [("1-2-1", 4.0), ("1-2-1 (indicator_1-2-1.csv)", 3.0)]
    assert [row["title"] for row in indicators(run).values()] == ["Poverty", "Poverty (indicator_1-2-1.csv)"]
    assert [sheet for sheet, _what, _rows in remarks(run)] == ["indicator_1-2-1.csv"]


# Periods


def test_a_column_shows_whether_it_holds_months(tmp_path):
    cells = "Year,Value\n2009-01,1\n2009-10,2\n2009-11,3\n2009-12,4\n"
    run = fetch(tmp_path, {"data/indicator_1-1-1.csv": cells})
    assert rows(run, "period", "year") == [(f"2009-{month}", 2009) for month in ("01", "10", "11", "12")]


def test_a_month_or_a_span_alone_is_asked_about(tmp_path):
    with pytest.raises(OpenSdgProblems, match="november 2008 eller 2008–2011"):
        fetch(tmp_path, {"data/indicator_1-1-1.csv": "Year,Value\n2008-11,1\n"})


def test_a_measurement_after_the_day_of_the_fetch_is_a_problem_and_a_forecast_is_none(tmp_path):
    cells = "Year,Observation status,Value\n2025,,1\n2062,,2\n2030,Forecast,3\n2031,,\n"
    files = {"data/indicator_1-1-1.csv": cells}
    assert refusals(tmp_path, files) == [("indicator_1-1-1.csv", 3)]
    run = fetch(tmp_path, files, take_clean=True)
    assert rows(run, "period", "flag") == [("2025", ""), ("2030", "extrapolated"), ("2031", "")]


# Groups and places


def test_the_code_tells_places_of_one_name_apart(tmp_path):
    cells = "Year,Place,GeoCode,Value\n2020,Newtown,A01,5\n2020,Newtown,B07,9\n2020,Oldtown,C01,7\n2020,,,8\n"
    run = fetch(tmp_path, {"data/indicator_1-1-1.csv": cells})
    assert rows(run, "subgroup", "value") == [
        ("GeoCode=A01|Place=Newtown", 5.0),
        ("GeoCode=B07|Place=Newtown", 9.0),
        ("Place=Oldtown", 7.0),
        ("T", 8.0),
    ]


def test_codes_of_another_country_are_no_places_of_ours(tmp_path):
    cells = "Year,Place,GeoCode,Value\n2020,Here,0680,5\n2020,There,9999,9\n"
    assert rows(fetch(tmp_path, {"data/indicator_1-1-1.csv": cells}), "area") == [("0000",), ("0000",)]


def test_what_the_configuration_says_is_no_group_goes_to_the_comment(tmp_path):
    config = f"{CONFIG}indicator_options:\n  non_disaggregation_columns: [Year, Value, Method]\n"
    config += "  observation_attributes:\n    - field: NOTE\n"
    cells = "Year,Sex,COMMENT_TS,DATA_LAST_UPDATE,Method,NOTE,Value\n2019,,Census,2020-01-02,Count,,3\n"
    cells += "2019,F,Census,2020-01-02,,Low,4\n"
    run = fetch(tmp_path, {"config_data.yml": config, "data/indicator_1-1-1.csv": cells})
    assert rows(run, "subgroup", "comment") == [("T", "Census; Count"), ("Sex=F", "Census; Low")]


def test_words_for_everybody_are_the_headline(tmp_path):
    cells = "Year,Sex,Age,Value\n2019,both sexes,_T,3\n2020,Totalt,,4\n2020,Female,Total,5\n"
    run = fetch(tmp_path, {"data/indicator_1-1-1.csv": cells})
    assert rows(run, "subgroup") == [("T",), ("T",), ("Sex=Female",)]


def test_words_for_everybody_stand_where_the_headline_is_another_value(tmp_path):
    run = fetch(tmp_path, {"data/indicator_1-1-1.csv": "Year,Cost,Value\n2019,,3\n2019,Total,9\n"})
    assert rows(run, "subgroup", "value") == [("T", 3.0), ("Cost=Total", 9.0)]


def test_letter_case_and_what_cannot_be_seen_split_no_series(tmp_path):
    cells = "Year,Units,Sex,Value\n2019,Percent,Female,3\n2020,percent,female\u200b,4\n"
    run = fetch(tmp_path, {"data/indicator_1-1-1.csv": cells})
    assert rows(run, "indicator", "subgroup") == [("1-1-1", "Sex=Female")] * 2


# Files and names


def test_files_are_read_by_the_configuration_and_others_told_of(tmp_path):
    files = {"config_data.yml": CONFIG, "data/1-1-1.csv": "Year,Value\n2019,3\n", **GOOD}
    run = fetch(tmp_path, {**files, "data/notes.csv": "a,b\n1,2\n3,4\n"})
    assert rows(run, "indicator") == [("1-1-1",), ("1-2-1",)]
    what = "Ingen inmatning i inställningarna läser filen (2 rader)."
    assert remarks(run) == [("data/notes.csv", what, 2)]


def test_another_file_that_lists_inputs_is_the_configuration_and_sources_elsewhere_are_named(tmp_path):
    config = "src_dir: ''\ninputs:\n  - class: InputCsvData\n    path_pattern: tables/*.csv\n"
    config += "  - class: InputCkan\n    endpoint: https://example.org\n"
    config += "  - class: InputYamlMeta\n    path_pattern: ../other/*.yml\n"
    run = fetch(tmp_path, {"open_sdg_config.yml": config, "tables/a.csv": "Year,Value\n2019,3\n"})
    assert rows(run, "indicator") == [("a",)]
    assert [what for _sheet, what, _rows in remarks(run)] == [
        "InputCkan läses inte här (https://example.org).",
        "../other/*.yml ligger utanför repot och läses inte.",
    ]


KEYS = {
    "translations/en/units.yml": "percent: Percent\n",
    "translations/sv/units.yml": "percent: Procent\n",
    "translations/en/national_indicators.yml": "1-1-1-title: People below the line\n",
    "translations/en/descriptions.yml": "1-1-1: Share of people below the line\n",
    "translations/en/data.yml": "female: Female\nsex: Sex\n",
    "meta/1-1-1.yml": "indicator_name: global_indicators.1-1-1-title\n"
    "graph_title: national_indicators.1-1-1-title\nnational_indicator_description: descriptions.1-1-1\n",
    "data/indicator_1-1-1.csv": "Year,Units,data.sex,Value\n2019,units.percent,data.female,3\n2019,units.percent,,4\n",
}


def test_keys_are_looked_up_in_the_translations(tmp_path):
    run = fetch(tmp_path, KEYS)
    assert rows(run, "subgroup") == [("Sex=Female",), ("T",)]
    assert indicators(run)["1-1-1"] == {
        "indicator": "1-1-1",
        "title": "People below the line",
        "unit": "Percent",
        "definition": "Share of people below the line",
        "retired": False,
    }


def test_the_language_asked_for_else_english(tmp_path):
    described = indicators(fetch(tmp_path, KEYS, language="sv"))["1-1-1"]
    assert (described["title"], described["unit"]) == ("People below the line", "Procent")


def test_a_key_that_nothing_translates_is_no_name(tmp_path):
    meta = "indicator_name: global_indicators.1-1-1-title\nindicator_number: 1.1.1\ncomputation_units: units.kg\n"
    files = {"data/indicator_1-1-1.csv": "Year,data.sex,Value\n2019,data.female,3\n", "meta/1-1-1.yml": meta}
    run = fetch(tmp_path, files)
    assert rows(run, "subgroup") == [("sex=female",)]
    described = indicators(run)["1-1-1"]
    assert (described["title"], described["unit"]) == ("1.1.1", "kg")


def test_metadata_in_csv_and_excel_with_labels_for_keys(tmp_path):
    config = f"{CONFIG}  - class: InputCsvMeta\n    path_pattern: csv-meta/*-*.csv\n    metadata_mapping: map.csv\n"
    config += "  - class: InputExcelMeta\n    path_pattern: meta/*-*.xlsx\n    metadata_mapping: {Name: graph_title}\n"
    book = openpyxl.Workbook()
    book.active.append(["Name", "Second"])
    excel = io.BytesIO()
    book.save(excel)
    files = {
        "config_data.yml": config,
        "map.csv": "Indicator available,indicator_available\nUnit,computation_units\n",
        "csv-meta/1-2-1.csv": 'Metadata,\nIndicator available,"First, the"\nUnit,kg\n',
        "meta/1-1-1.xlsx": excel.getvalue(),
        "data/1-1-1.csv": "Year,Value\n2019,3\n",
        **GOOD,
    }
    described = indicators(fetch(tmp_path, files))
    assert (described["1-2-1"]["title"], described["1-2-1"]["unit"]) == ("First, the", "kg")
    assert described["1-1-1"]["title"] == "Second"


def test_definitions_are_text(tmp_path):
    meta = """indicator_name: 'Poverty &amp; <i>more</i>'
national_indicator_description: "<p>Share of <b>people</b> under 5&nbsp;% &lt;x&gt;.</p><script>go()</script><p>So</p>"
source_organisation_1: '<a href="https://example.org/x" onclick="go()">Office</a>'
source_organisation_2: '<a href="javascript:go()">Agency</a>, [list](https://example.org/y)'
"""
    described = indicators(fetch(tmp_path, {**GOOD, "meta/1-2-1.yml": meta}))["1-2-1"]
    assert described["title"] == "Poverty & more"
    assert described["definition"] == (
        "Share of people under 5 % <x>. So\n\n"
        "Källa: Office (https://example.org/x), Agency, list (https://example.org/y)"
    )


# Nothing is lost without a word

EVERYTHING = {
    "config_data.yml": f"{CONFIG}  - class: InputYamlMeta\n    path_pattern: meta/*.yml\n",
    "data/indicator_1-1-1.csv": "Year,Value,,\n2019,8.1,,\n2020,7.9,,\n",
    "data/indicator_1-1-2.csv": "Year,Value\n2019,Inf\n2020,7\n2021,n/a\n2022,<5\n",
    "data/indicator_1-1-3.csv": "Year,Sex,Age,Value\n2019,F,,3\n2020,F,4\n2021,F,,5,6\n,,,\n",
    "data/indicator_1-1-4.csv": "Year,Value\n2019,1\n2019,2\n2020,3\n2020,3\n2008-11,4\nnever,5\n2099,6\n",
    "data/indicator_1-1-5.csv": "Year,Value\nThere is no data yet,\n",
    "data/indicator_1-1-6.csv": 'Year,Value\n2019,1\n"2020,1\n',
    "data/indicator_1-1-7.csv": "Year,Amount\n2019,1\n2020,1\n",
    "data/indicator_1-1-8.csv": "Year,Place,GeoCode,Value\n2020,Newtown,A01,5\n2020,Newtown,B07,9\n",
    "data/indicator_1-1-9.csv": "Year,COMMENT_TS,Value\n2019,Census,3\n2020,Census,4\n2021,Census,\n",
    "data/1-1-8.csv": "Year,Value\n2020,1\n",
    "data/1-2-9.csv": "Year,Value\n2020,1\n2021,Ã¥\n",
    "data/leftover.csv": "Year,Value\n2020,1\n2021,2\n",
    "meta/1-1-1.yml": "indicator_name: [a\nb: 1\n",
}


def rows_there(files):
    contents = (text for path, text in files.items() if path.startswith("data/"))
    return sum(
        any(map(str.strip, row))
        for text in contents
        for row in list(csv.reader(io.StringIO(text, newline="")))[1:]
    )


def test_every_row_is_stored_or_told_of(tmp_path):
    run = fetch(tmp_path, EVERYTHING, take_clean=True, drop=["indicator_1-1-9.csv!4"])
    counted = open_sdg.left_out_of(run)
    stored = len(rows(run, "value"))
    places = {(problem.sheet, problem.row) for problem in counted.problems if problem.row}
    whole = {"indicator_1-1-6.csv": 2, "indicator_1-1-7.csv": 2, "1-2-9.csv": 2}
    accounted = sum(sheet not in whole and sheet.endswith(".csv") for sheet, _row in places) + sum(
        whole.values()
    )
    accounted += sum(remark.rows for remark in counted.remarks)
    assert stored + accounted == rows_there(EVERYTHING)
    assert counted.stored == stored
    assert counted.stored + counted.left_out + sum(remark.rows for remark in counted.remarks) == counted.rows
    assert counted.rows == rows_there(EVERYTHING)


def test_all_problems_are_told_in_one_run(tmp_path):
    places = refusals(tmp_path, EVERYTHING)
    assert {sheet for sheet, _row in places} == {
        *(f"indicator_1-1-{number}.csv" for number in (2, 3, 4, 6, 7)),
        *("1-2-9.csv", "1-1-1.yml"),
    }


def test_what_is_left_out_is_kept_with_the_run_and_shown_by_check(tmp_path):
    repository = write(tmp_path, EVERYTHING)
    run = tmp_path / "raw" / "sdg" / "2026-04-01"
    open_sdg.fetch(run, repository=repository, now=NOW, take_clean=True)
    fields = json.loads((run / left_out.FILE).read_text())
    assert fields["problems"] and fields["remarks"] and fields["rows"] > fields["stored"]
    report = check_report.check(tmp_path / "none.duckdb", [tmp_path / "raw"])
    (line,) = [line for line in report.remarks if str(run) in line]
    assert f"{fields['stored']} av {fields['rows']} rader är med" in line


def test_a_run_without_anything_left_out_has_no_such_file(tmp_path):
    run = fetch(tmp_path, GOOD)
    assert open_sdg.left_out_of(run) is None
    assert not (run / left_out.FILE).exists()
