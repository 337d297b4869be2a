"""SDMX messages in Open SDG repositories: a small structure and its data."""

import pytest

from lagesbild.figures.sources import open_sdg, sdmx_files
from lagesbild.figures.sources.open_sdg import OpenSdgProblems
from tests.figures.sources.test_open_sdg import indicators, rows
from tests.figures.sources.test_open_sdg_cases import fetch

SPACES = " ".join(
    f'xmlns:{short}="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/{name}"'
    for short, name in (
        ("m", "message"),
        ("s", "structure"),
        ("c", "common"),
        ("ss", "data/structurespecific"),
    )
)
HEADER = (
    "<m:Header><m:ID>x</m:ID><m:Test>false</m:Test><m:Prepared>2026-01-01T00:00:00</m:Prepared>{}</m:Header>"
)


def codelist(name, **codes):
    items = "".join(
        f'<s:Code id="{code}">'
        + (f"<c:Annotations>{annotation}</c:Annotations>" if annotation else "")
        + f'<c:Name xml:lang="en">{words}</c:Name></s:Code>'
        for code, (words, annotation) in codes.items()
    )
    return (
        f'<s:Codelist id="CL_{name}" agencyID="A" version="1.0"><c:Name>{name}</c:Name>{items}</s:Codelist>'
    )


def component(kind, name, more="", codes=True):
    listed = (
        f'<s:Enumeration><Ref id="CL_{name}" agencyID="A" version="1.0" class="Codelist"/></s:Enumeration>'
    )
    words = '<s:TextFormat textType="String"/>'
    concept = f'<Ref id="{name}" maintainableParentID="CS" maintainableParentVersion="1.0" agencyID="A" class="Concept"/>'
    return (
        f'<s:{kind} id="{name}"{more}><s:ConceptIdentity>{concept}</s:ConceptIdentity>'
        f"<s:LocalRepresentation>{listed if codes else words}</s:LocalRepresentation>"
    )


def about(indicator):
    return (
        f"<c:Annotation><c:AnnotationTitle>Indicator</c:AnnotationTitle>"
        f'<c:AnnotationText xml:lang="en">{indicator}</c:AnnotationText></c:Annotation>'
        f"<c:Annotation><c:AnnotationTitle>IndicatorTitle</c:AnnotationTitle>"
        f'<c:AnnotationText xml:lang="en">Title of {indicator}</c:AnnotationText></c:Annotation>'
    )


CONCEPTS = {
    "SERIES": "Series",
    "SEX": "Sex",
    "REF_AREA": "Area",
    "FREQ": "Frequency",
    "TIME_PERIOD": "Time",
    "OBS_VALUE": "Value",
    "UNIT_MEASURE": "Unit",
    "OBS_STATUS": "Status",
}
ATTRIBUTE = ' assignmentStatus="Conditional"'
OBSERVED = "<s:AttributeRelationship><s:PrimaryMeasure><Ref id='OBS_VALUE'/></s:PrimaryMeasure></s:AttributeRelationship>"
STRUCTURE = f"""<?xml version="1.0"?><m:Structure {SPACES}>{HEADER.format("")}<m:Structures><s:Codelists>
{codelist("SERIES", POV=("People in poverty", about("1.2.1")), TAX=("Taxes", about("17.1.1")))}
{codelist("SEX", _T=("All", ""), F=("Female", ""), X=("Other", ""), Y=("Other", ""))}
{codelist("REF_AREA", SE=("Sweden", ""), NO=("Norway", ""))}
{codelist("FREQ", A=("Yearly", ""))}{codelist("UNIT_MEASURE", PT=("Per cent", ""))}
{codelist("OBS_STATUS", A=("Normal value", ""), E=("Estimated value", ""))}
</s:Codelists><s:Concepts><s:ConceptScheme id="CS" agencyID="A" version="1.0"><c:Name>C</c:Name>
{"".join(f'<s:Concept id="{id}"><c:Name xml:lang="en">{name}</c:Name></s:Concept>' for id, name in CONCEPTS.items())}
</s:ConceptScheme></s:Concepts><s:DataStructures><s:DataStructure id="D" agencyID="A" version="1.0"><c:Name>D</c:Name>
<s:DataStructureComponents><s:DimensionList id="DimensionDescriptor">
{"".join(component("Dimension", name) + "</s:Dimension>" for name in ("FREQ", "SERIES", "REF_AREA", "SEX"))}
{component("TimeDimension", "TIME_PERIOD", codes=False)}</s:TimeDimension></s:DimensionList>
<s:AttributeList id="AttributeDescriptor">
{component("Attribute", "UNIT_MEASURE", ATTRIBUTE)}{OBSERVED}</s:Attribute>
{component("Attribute", "OBS_STATUS", ATTRIBUTE)}{OBSERVED}</s:Attribute></s:AttributeList>
<s:MeasureList id="MeasureDescriptor">{component("PrimaryMeasure", "OBS_VALUE", codes=False)}</s:PrimaryMeasure>
</s:MeasureList></s:DataStructureComponents></s:DataStructure></s:DataStructures></m:Structures></m:Structure>"""


def message(*series):
    """Each series: its attributes, then its observations as period, value and status."""
    refer = (
        '<m:Structure structureID="D" namespace="urn:x" dimensionAtObservation="TIME_PERIOD"><c:Structure>'
    )
    refer += '<Ref agencyID="A" id="D" version="1.0"/></c:Structure></m:Structure>'
    parts = "".join(
        f'<Series FREQ="A" {attributes}>'
        + "".join(
            f'<Obs TIME_PERIOD="{period}" OBS_VALUE="{value}" OBS_STATUS="{status}" UNIT_MEASURE="PT"/>'
            for period, value, status in observations
        )
        + "</Series>"
        for attributes, *observations in series
    )
    return (
        f'<?xml version="1.0"?><m:StructureSpecificData {SPACES}>{HEADER.format(refer)}'
        f'<m:DataSet ss:dataScope="DataStructure" ss:structureRef="D">{parts}</m:DataSet></m:StructureSpecificData>'
    )


POVERTY = ('SERIES="POV" REF_AREA="SE" SEX="_T"', (2020, 19.5, "A"), (2021, "NaN", "A"))
WOMEN = ('SERIES="POV" REF_AREA="SE" SEX="F"', (2020, 18, "E"))
CONFIG = "inputs:\n  - class: InputSdmxMl_Multiple\n    path_pattern: data/*.xml\n    dsd: dsd.xml\n"


def files(*series, config=CONFIG, name="data/all.xml"):
    return {"config_data.yml": config, "dsd.xml": STRUCTURE, name: message(*series)}


def test_names_indicator_and_status_come_from_the_structure(tmp_path):
    taxes = ('SERIES="TAX" REF_AREA="SE" SEX="_T"', (2020, 7, "A"))
    run = fetch(tmp_path, files(POVERTY, WOMEN, taxes))
    assert rows(run, "indicator", "period", "subgroup", "value", "reason", "flag") == [
        ("1-2-1", "2020", "T", 19.5, None, ""),
        ("1-2-1", "2021", "T", None, "-", ""),
        ("1-2-1", "2020", "Sex=Female", 18.0, None, "estimated"),
        ("17-1-1", "2020", "T", 7.0, None, ""),
    ]
    described = indicators(run)["1-2-1"]
    assert (described["title"], described["unit"]) == ("Title of 1.2.1", "Per cent")


def test_codes_of_one_name_are_told_apart_and_areas_where_there_are_several(tmp_path):
    others = [(f'SERIES="POV" REF_AREA="SE" SEX="{sex}"', (2020, 1, "A")) for sex in "XY"]
    run = fetch(tmp_path, files(*others, ('SERIES="POV" REF_AREA="NO" SEX="_T"', (2020, 3, "A"))))
    assert [group for (group,) in rows(run, "subgroup")] == [
        "Area=Sweden|Sex=Other (X)",
        "Area=Sweden|Sex=Other (Y)",
        "Area=Norway",
    ]


def test_the_configuration_names_and_drops_dimensions_and_the_file_names_the_indicator(tmp_path):
    config = f"{CONFIG}    dimension_map: {{SEX: Kön, 'SEX|F': Kvinnor}}\n    drop_dimensions: [OBS_STATUS]\n"
    run = fetch(tmp_path, files(WOMEN, config=config, name="data/1.4.2.xml"))
    assert rows(run, "indicator", "subgroup", "flag") == [("1-4-2", "Kön=Kvinnor", "")]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (lambda text: text.replace("2_1", "2_0"), "SDMX 2.0"),
        (lambda text: text[:-40], "går inte att läsa som SDMX"),
        (lambda text: text.replace("<m:Struct", "<!DOCTYPE x><m:Struct", 1), "entiteter"),
    ],
)
def test_a_message_that_cannot_be_read_is_refused_by_name_and_its_observations_are_counted(
    tmp_path, broken, reason
):
    repository = {**files(POVERTY, WOMEN), "data/2.xml": message(POVERTY)}
    repository["data/all.xml"] = broken(repository["data/all.xml"])
    with pytest.raises(OpenSdgProblems, match=reason):
        fetch(tmp_path, repository)
    run = fetch(tmp_path, repository, take_clean=True)
    counted = open_sdg.left_out_of(run)
    assert (counted.rows, counted.stored, counted.left_out) == (5, 2, 3)
    assert len(rows(run, "value")) == 2


def test_without_the_structure_codes_stand_for_names(tmp_path):
    repository = files(WOMEN)
    del repository["dsd.xml"]
    run = fetch(tmp_path, repository, take_clean=True)
    assert rows(run, "indicator", "subgroup") == [("POV", "SEX=F")]
    assert "dsd.xml" in open_sdg.left_out_of(run).remarks[0].what


def test_what_is_no_structure_is_said_to_be_none():
    with pytest.raises(sdmx_files.SdmxError, match="DSD"):
        sdmx_files.read_structure(message(WOMEN).encode())


def test_sdmx_in_csv_is_read_by_its_own_headings(tmp_path):
    cells = "DATAFLOW,FREQ,SERIES,REF_AREA,SEX,AGE,UNIT_MEASURE,UNIT_MULT,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
    cells += "A:D(1.0),A,POV,SE,_T,_Z,PT,0,2020,19.5,A\nA:D(1.0),A,POV,SE,F,_T,PT,0,2020,18,A\n"
    run = fetch(tmp_path, {"data/indicator_1-2-1.csv": cells})
    assert rows(run, "indicator", "subgroup", "value", "comment") == [
        ("1-2-1", "T", 19.5, ""),
        ("1-2-1", "SEX=F", 18.0, ""),
    ]
    assert indicators(run)["1-2-1"]["unit"] == "PT"
