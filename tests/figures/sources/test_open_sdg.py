"""Open SDG repositories: a few small files, what they become, or why they are refused."""

import random
from datetime import UTC, datetime

import pytest

from lagesbild.figures import origin
from lagesbild.figures.sources import open_sdg
from lagesbild.figures.sources.open_sdg import OpenSdgProblems

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


def repository(tmp_path, **files):
    """A repository of these files: data_1_2_1 is data/indicator_1-2-1.csv, meta_1_2_1_md is meta/1-2-1.md."""
    for name, content in files.items():
        kind, _, rest = name.partition("_")
        path = tmp_path / "repo" / _path(kind, rest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path / "repo"


def _path(kind, rest):
    if kind == "data":
        return f"data/indicator_{rest.replace('_', '-')}.csv"
    stem, _, ending = rest.rpartition("_")
    return f"meta/{stem.replace('_', '-')}.{ending}"


def fetch(tmp_path, said=None, **files):
    run = tmp_path / "run"
    open_sdg.fetch(run, repository=repository(tmp_path, **files), now=NOW, **(said or {}))
    return run


def rows(run, *names, **said):
    table = open_sdg.tidy(run, None, **said).observations.to_pyarrow().select(list(names))
    return [tuple(row.values()) for row in table.to_pylist()]


def indicators(run):
    return {row["indicator"]: row for row in open_sdg.tidy(run, None).indicators.to_pyarrow().to_pylist()}


def problems(tmp_path, **files):
    with pytest.raises(OpenSdgProblems) as refused:
        fetch(tmp_path, **files)
    assert not (tmp_path / "run").exists()
    return [(p.sheet, p.row, p.what) for p in refused.value.problems]


# What is read


def test_headline_is_the_total_and_others_are_labels(tmp_path):
    run = fetch(
        tmp_path, data_1_2_1="Year,Sex,Age,Value\n2020,,,19.0\n2020,Female,,18\n2020,Female,16 to 24,23.4\n"
    )
    assert rows(run, "indicator", "area", "period", "year", "subgroup", "value") == [
        ("1-2-1", "0000", "2020", 2020, "T", 19.0),
        ("1-2-1", "0000", "2020", 2020, "Sex=Female", 18.0),
        ("1-2-1", "0000", "2020", 2020, "Age=16 to 24|Sex=Female", 23.4),
    ]


def test_one_unit_and_one_series_describe_the_indicator(tmp_path):
    run = fetch(tmp_path, data_1_2_1="Year,Series,Units,Value\n2020,Income,%,19\n2021,Income,%,20\n")
    assert rows(run, "indicator", "subgroup", "value") == [("1-2-1", "T", 19.0), ("1-2-1", "T", 20.0)]
    assert indicators(run)["1-2-1"]["unit"] == "%"


def test_several_units_or_series_are_indicators_of_their_own(tmp_path):
    run = fetch(
        tmp_path,
        data_3_2_1="Year,Series,Units,Value\n2020,Boys,Number,19\n2020,Boys,Rate,2\n2020,,Number,30\n",
        meta_3_2_1_yml="indicator_name: Deaths\n",
    )
    assert rows(run, "indicator", "subgroup", "value") == [
        ("3-2-1 [Series=Boys|Units=Number]", "T", 19.0),
        ("3-2-1 [Series=Boys|Units=Rate]", "T", 2.0),
        ("3-2-1 [Units=Number]", "T", 30.0),
    ]
    described = indicators(run)["3-2-1 [Series=Boys|Units=Rate]"]
    assert (described["title"], described["unit"]) == ("Deaths (Boys, Rate)", "Rate")


def test_unit_multiplier_stands_in_the_unit_and_changes_no_value(tmp_path):
    run = fetch(tmp_path, data_9_1_1="Year,Unit measure,Unit multiplier,Value\n2020,GBP,Thousands,19\n")
    assert rows(run, "value") == [(19.0,)]
    assert indicators(run)["9-1-1"]["unit"] == "GBP (Thousands)"


@pytest.mark.parametrize(
    ("cell", "period", "year"),
    [
        ("2015/16", "2015/16", 2016),
        ("2015-16", "2015–2016", 2016),
        ("1999/00", "1999/00", 2000),
        ("2000 - 02", "2000–2002", 2002),
        ("2010 to 2012", "2010–2012", 2012),
        ("2015/16 to 2017/18", "2015-07–2018-06", 2018),
        ("2001-2005 (baseline)", "2001–2005", 2005),
        ("2019*", "2019", 2019),
        ("2020/21 [Note 5]", "2020/21", 2021),
        ("2016 Q4", "2016-Q4", 2016),
        ("2016 4Q", "2016-Q4", 2016),
        ("17 May to 11 June 2023", "2023-05-17–2023-06-11", 2023),
        ("2020-06-30", "2020-06-30", 2020),
    ],
)
def test_a_period_is_kept_in_one_writing_and_its_year_is_the_last(tmp_path, cell, period, year):
    run = fetch(tmp_path, data_1_1_1=f"Year,Value\n{cell},1\n")
    assert rows(run, "period", "year") == [(period, year)]


def test_year_written_as_a_decimal_number(tmp_path):
    assert rows(fetch(tmp_path, data_1_1_1="Year,Value\n2021.0,1\n"), "period", "year") == [("2021", 2021)]


def test_status_becomes_comment_flag_and_reason(tmp_path):
    run = fetch(
        tmp_path,
        data_1_1_1="Year,Observation status,Value\n"
        "2018,Normal value,1\n2019,Estimated value,2\n2020,Provisional,3\n"
        "2021,Missing value; suppressed,\n2022,Undefined,\n",
    )
    assert rows(run, "value", "flag", "reason", "comment") == [
        (1.0, "", None, ""),
        (2.0, "estimated", None, "Estimated value"),
        (3.0, "preliminary", None, "Provisional"),
        (None, "", "..", "Missing value; suppressed"),
        (None, "", "-", ""),
    ]


def test_geocode_is_the_area_where_we_know_it(tmp_path):
    table = "Year,Place,GeoCode,Value\n2020,,,1\n2020,Habo,0643,2\n2020,Wales,W92000004,3\n"
    run = fetch(tmp_path, {"area": "0680"}, data_1_1_1=table)
    assert rows(run, "area", "subgroup", "comment", "value") == [
        ("0680", "T", "", 1.0),
        ("0643", "Place=Habo", "", 2.0),
        ("0680", "Place=Wales", "W92000004", 3.0),
    ]
    assert rows(run, "area", area="0686")[0] == ("0686",)


def test_metadata_in_front_matter_and_yaml(tmp_path):
    front = (
        "---\nindicator_name: global_indicators.1-2-1-title\ngraph_title: Poverty\ncomputation_units: Percentage\n"
        "national_indicator_description: >-\n  People in\n  poverty.\nsource_organisation_1: Eurostat\n---\nText --- here\n"
    )
    run = fetch(
        tmp_path,
        data_1_2_1="Year,Value\n2020,1\n",
        meta_1_2_1_md=front,
        meta_17_1_1_yml="indicator_name: Tax\n",
    )
    assert indicators(run) == {
        "1-2-1": {
            "indicator": "1-2-1",
            "title": "Poverty",
            "unit": "Percentage",
            "definition": "People in poverty.\n\nKälla: Eurostat",
            "retired": False,
        },
        "17-1-1": {"indicator": "17-1-1", "title": "Tax", "unit": "", "definition": "", "retired": False},
    }


def test_remark_instead_of_data_and_blank_lines(tmp_path):
    run = fetch(
        tmp_path,
        data_1_1_1="Year,Value\nThere is no data for this indicator yet,\n\n",
        data_1_1_2="\nYear,Value\n2020,1\n",
    )
    assert rows(run, "indicator") == [("1-1-2",)]
    assert set(indicators(run)) == {"1-1-1", "1-1-2"}


def test_semicolons_decimal_commas_and_latin_1(tmp_path):
    run = fetch(tmp_path, data_1_1_1="Year;Kön;Value\n2020;Män;1,5\n".encode("latin-1"))
    assert rows(run, "subgroup", "value") == [("Kön=Män", 1.5)]


def test_same_row_twice_counts_once(tmp_path):
    assert rows(fetch(tmp_path, data_1_1_1="Year,Value\n2020,1\n2020,1.0\n"), "value") == [(1.0,)]


def test_run_holds_the_files_as_they_are_and_nothing_else(tmp_path):
    files = {"data_1_1_1": b"\xef\xbb\xbfYear,Value\r\n2020,1\r\n", "meta_1_1_1_yml": "indicator_name: A"}
    (tmp_path / "repo" / "scripts").mkdir(parents=True)
    (tmp_path / "repo" / "scripts" / "build.py").write_text("")
    run = fetch(tmp_path, **files)
    assert (run / "data/indicator_1-1-1.csv").read_bytes() == files["data_1_1_1"]
    assert set(origin.verify(run).files) == {"data/indicator_1-1-1.csv", "meta/1-1-1.yml"}
    with pytest.raises(origin.OriginError):
        open_sdg.fetch(run, repository=tmp_path / "repo", now=NOW)


# What is refused


def test_every_malformed_file_at_once(tmp_path):
    found = problems(
        tmp_path,
        data_1_1_1="",
        data_1_1_2="Year,Värde\n2020,1\n",
        data_1_1_3="Year,Value\n2020,1,2\n",
        data_1_1_4="Year,Value\n2020,many\n2021,Inf\n",
        data_1_1_5="Year,Value\n20177,1\n2020,1\n2020,2\n",
        data_1_1_6='Year,Value\n"2020,1\n',
        data_1_1_7="Year,Value,Value\n2020,1,2\n",
        data_1_1_8="Year,Value\n2020,1\n",
        meta_1_1_8_yml="a: [1\nb: 2\n",
        meta_1_1_9_yml="- a\n",
    )
    assert found == [
        ("1-1-8.yml", 2, "Metadata går inte att läsa (did not find expected ',' or ']')."),
        ("1-1-9.yml", None, "Metadata är inte en lista av fält."),
        ("indicator_1-1-1.csv", None, "Filen är tom."),
        ("indicator_1-1-2.csv", None, "Kolumner saknas: Value."),
        ("indicator_1-1-3.csv", 2, "Raden har 3 celler men rubriken 2."),
        ("indicator_1-1-4.csv", 2, "”many” är inte ett tal."),
        ("indicator_1-1-4.csv", 3, "”Inf” är inget värde."),
        ("indicator_1-1-5.csv", 2, "”20177” är ingen period."),
        ("indicator_1-1-5.csv", 3, "Ett annat värde för 2020, T finns på rad 4."),
        ("indicator_1-1-5.csv", 4, "Ett annat värde för 2020, T finns på rad 3."),
        ("indicator_1-1-6.csv", 2, "Raden går inte att dela upp i celler (unexpected end of data)."),
        ("indicator_1-1-7.csv", None, "Två kolumner heter lika."),
    ]


def test_what_is_dropped_stays_dropped(tmp_path):
    files = {"data_1_1_1": "Year,Value\n2020,1\n2020,2\n", "data_1_1_2": "", "meta_1_1_1_yml": "a: [1\n"}
    drop = ["indicator_1-1-1.csv!3", "indicator_1-1-2.csv", "1-1-1.yml"]
    assert rows(fetch(tmp_path, {"drop": drop}, **files), "indicator", "value") == [("1-1-1", 1.0)]


def test_folder_that_is_no_repository(tmp_path):
    (tmp_path / "repo").mkdir()
    with pytest.raises(OpenSdgProblems, match="inga filer"):
        open_sdg.fetch(tmp_path / "run", repository=tmp_path / "repo", now=NOW)


@pytest.mark.parametrize("seed", range(10))
def test_mutated_bytes(tmp_path, seed):
    """Twenty files with one thing wrong: each refused or read, never another exception."""
    chance = random.Random(seed)
    table = b"Year,Sex,Units,GeoCode,Value\n2020,,%,,1.5\n2020/21,Male,%,0680,2\n2021,Female,%,,\n"
    meta = b"---\nindicator_name: Poverty\ncomputation_units: 'Per cent'\ndate: 2020-01-01\n---\n"
    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            run = fetch(folder, data_1_1_1=_mutated(table, chance), meta_1_1_1_md=_mutated(meta, chance))
        except OpenSdgProblems:
            continue
        assert len(rows(run, "value")) <= 3


def _mutated(content, chance):
    at = chance.randrange(len(content))
    stray = bytes([chance.randrange(256)])
    return chance.choice(
        [content[:at], content[:at] + stray + content[at + 1 :], content[:at] + content[at + 3 :]]
    )


def test_what_progress_is_measured_by_is_no_group(tmp_path):
    run = fetch(
        tmp_path, data_1_2_1="Year,COMMENT_OBS_0,Progress,Value\n2020,Low,1.05,0.95\n2021,,1.04,0.96\n"
    )
    assert rows(run, "period", "subgroup", "value", "comment") == [
        ("2020", "T", 0.95, "Low"),
        ("2021", "T", 0.96, ""),
    ]


def test_metadata_in_indicator_config_are_read_and_meta_counts(tmp_path):
    repo = repository(
        tmp_path, data_1_2_1="Year,Value\n2020,19\n", meta_1_2_1_yml="indicator_name: Poverty\n"
    )
    (repo / "indicator-config").mkdir()
    (repo / "indicator-config" / "1-2-1.yml").write_text("indicator_name: Other\ncomputation_units: '%'\n")
    open_sdg.fetch(tmp_path / "run", repository=repo, now=NOW)
    described = indicators(tmp_path / "run")["1-2-1"]
    assert (described["title"], described["unit"]) == ("Poverty", "%")


def test_headings_without_rows_are_an_indicator_without_values(tmp_path):
    repo = repository(tmp_path, data_1_2_1="Year,Units,Series,GeoCode,Sex,Value\n")
    open_sdg.fetch(tmp_path / "run", repository=repo, now=NOW)
    tidied = open_sdg.tidy(tmp_path / "run", None)
    assert tidied.observations.count().execute() == 0
    assert [row["indicator"] for row in tidied.indicators.to_pyarrow().to_pylist()] == ["1-2-1"]


def test_cells_with_spaces_around_them_and_blank_lines(tmp_path):
    run = fetch(tmp_path, data_1_2_1=" Year , Sex ,Value\n\n2020 , ,19 \n , , \n2021, Female,20\n")
    assert rows(run, "period", "subgroup", "value") == [("2020", "T", 19.0), ("2021", "Sex=Female", 20.0)]
