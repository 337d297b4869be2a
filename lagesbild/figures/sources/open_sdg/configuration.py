"""What a repository's ``config_data.yml`` says: where its files are, and what its columns are.

Another file of the root that lists ``inputs`` takes its place where there is none. What Open SDG can read and we
cannot, such as a source on the web, is named in a remark.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import yaml

from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import WorkbookProblems, content_of, text_of
from lagesbild.figures.sources.open_sdg.columns import ColumnRules
from lagesbild.figures.sources.open_sdg.findings import RepositoryFindings
from lagesbild.figures.sources.open_sdg.translations import LOADER
from lagesbild.tables.measured_yaml import yaml_of

FILE = "config_data.yml"
DATA = ("data/*-*.csv",)
METADATA = ("indicator-config/*.yml", "meta/*.yml", "meta/*.md")
META_CLASSES = ("InputYamlMdMeta", "InputYamlMeta", "InputCsvMeta", "InputExcelMeta")
SDMX_CLASSES = ("InputSdmxMl_Multiple", "InputSdmxMl_Structure", "InputSdmxMl_StructureSpecific")
ELSEWHERE = ("InputSdmxMeta",)
"""The global metadata of the UN, which describe the goals and not the repository's own figures."""


@dataclass(frozen=True)
class MetadataInput:
    pattern: str
    mapping: str | Mapping[str, str] = ""
    sheet_number: int = 0


@dataclass(frozen=True)
class SdmxInput:
    """``names``: what the repository calls a dimension, or a code of one (``REF_AREA|RW``). ``drop``: dimensions."""

    pattern: str
    structure: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    indicators: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Configuration:
    file: str = ""
    data: tuple[str, ...] = DATA
    metadata: tuple[MetadataInput, ...] = tuple(map(MetadataInput, METADATA))
    sdmx: tuple[SdmxInput, ...] = ()
    translations: tuple[str, ...] = ("translations",)
    languages: tuple[str, ...] = ()
    columns: ColumnRules = ColumnRules()

    @property
    def single_files(self) -> list[str]:
        """Files that inputs refer to: mappings of metadata, structures of SDMX."""
        mappings = [source.mapping for source in self.metadata if isinstance(source.mapping, str)]
        return [path for path in (self.file, *mappings, *(source.structure for source in self.sdmx)) if path]


def configuration_of(repository: Path, findings: RepositoryFindings) -> Configuration:
    """The repository's configuration; what cannot be read of it goes to ``findings``, and what is usual counts."""
    for file in dict.fromkeys((repository / FILE, *sorted(repository.glob("*.yml")))):
        if file.is_file() and (settings := _settings(file, findings)):
            return _configuration(file.name, settings, findings)
    return Configuration()


def _settings(file: Path, findings: RepositoryFindings) -> dict | None:
    """The settings of a configuration file; None for a file that is none."""
    is_config = file.name == FILE
    try:
        text = text_of(file.name, content_of(file))
        if not is_config and "\ninputs:" not in f"\n{text}":
            return None
        settings = yaml_of(text, LOADER)
    except WorkbookProblems as error:
        findings.problems += error.problems if is_config else []
        return None
    except (yaml.YAMLError, ValueError) as error:
        if is_config:
            what = f"Inställningarna går inte att läsa ({getattr(error, 'problem', None) or error})."
            findings.problems.append(Problem(file.name, None, "", what, "Rätta YAML-texten."))
        return None
    return settings if isinstance(settings, dict) else None


def _configuration(name: str, settings: dict, findings: RepositoryFindings) -> Configuration:
    source = str(settings.get("src_dir") or "").strip("/")
    inputs = [entry for entry in _list(settings.get("inputs")) if isinstance(entry, dict)]
    usual = Configuration()
    metadata, sdmx = _metadata_inputs(inputs, source), _sdmx_inputs(inputs, source, name, findings)
    data = _patterns([entry for entry in inputs if entry.get("class") == "InputCsvData"], source)
    _remark_unread(inputs, name, findings)
    return Configuration(
        name,
        tuple(data) if inputs else tuple(_inside(pattern, source) for pattern in usual.data),
        tuple(metadata) if inputs else tuple(MetadataInput(_inside(path, source)) for path in METADATA),
        tuple(sdmx),
        tuple(_translation_folders(settings, source)) or (_inside("translations", source),),
        tuple(str(language) for language in _list(settings.get("languages"))),
        _column_rules(settings),
    )


def _list(setting: object) -> list:
    return setting if isinstance(setting, list) else []


def _inside(path: str, source: str) -> str:
    return f"{source}/{path}" if source else path


def _is_local(path: object) -> bool:
    """Whether it is a path within the repository."""
    text = str(path or "")
    return (
        bool(text)
        and "://" not in text
        and not text.startswith("/")
        and ".." not in PurePosixPath(text).parts
    )


def _patterns(inputs: list[dict], source: str) -> list[str]:
    patterns = (entry.get("path_pattern") for entry in inputs)
    return [_inside(str(pattern), source) for pattern in patterns if _is_local(pattern)]


def _metadata_inputs(inputs: list[dict], source: str) -> list[MetadataInput]:
    """In the order that they count: what a later one says takes the place of an earlier's."""
    return [
        MetadataInput(pattern, _mapping(entry.get("metadata_mapping")), _number(entry.get("sheet_number")))
        for entry in inputs
        if entry.get("class") in META_CLASSES
        for pattern in _patterns([entry], source)
    ]


def _mapping(setting: object) -> str | dict[str, str]:
    if isinstance(setting, dict):
        return {str(label): str(key) for label, key in setting.items()}
    return str(setting) if _is_local(setting) else ""


def _number(setting: object) -> int:
    return setting if isinstance(setting, int) else 0


def _sdmx_inputs(inputs: list[dict], source: str, name: str, findings: RepositoryFindings) -> list[SdmxInput]:
    found_inputs = []
    for entry in inputs:
        if entry.get("class") not in SDMX_CLASSES:
            continue
        place = entry.get("path_pattern") or entry.get("source")
        if not _is_local(place):
            findings.remark(name, f"{entry['class']}: {place} ligger utanför repot och hämtas inte.")
            continue
        structure = _inside(str(entry["dsd"]), source) if _is_local(entry.get("dsd")) else ""
        names = {str(key): str(text or "") for key, text in (entry.get("dimension_map") or {}).items()}
        dropped = frozenset(map(str, _list(entry.get("drop_dimensions"))))
        codes = {str(code): _first(id) for code, id in (entry.get("indicator_id_map") or {}).items()}
        found_inputs.append(SdmxInput(_inside(str(place), source), structure, names, dropped, codes))
    return found_inputs


def _first(setting: object) -> str:
    return str(setting[0] if isinstance(setting, list) and setting else setting)


def _remark_unread(inputs: list[dict], name: str, findings: RepositoryFindings) -> None:
    classes = ("InputCsvData", *META_CLASSES, *SDMX_CLASSES, *ELSEWHERE)
    for entry in inputs:
        if entry.get("class") not in classes:
            place = entry.get("path_pattern") or entry.get("source") or entry.get("endpoint") or ""
            findings.remark(name, f"{entry.get('class')} läses inte här{f' ({place})' if place else ''}.")
        elif entry.get("path_pattern") and not _is_local(entry["path_pattern"]):
            findings.remark(name, f"{entry['path_pattern']} ligger utanför repot och läses inte.")


def _translation_folders(settings: dict, source: str) -> list[str]:
    folders = [
        entry.get("source") or "translations"
        for entry in _list(settings.get("translations"))
        if isinstance(entry, dict) and entry.get("class") in ("TranslationInputYaml", "TranslationInputCsv")
    ]
    return list(dict.fromkeys(_inside(str(folder), source) for folder in folders if _is_local(folder)))


def _column_rules(settings: dict) -> ColumnRules:
    options = settings.get("indicator_options")
    options = options if isinstance(options, dict) else {}
    attributes = [
        *_list(options.get("observation_attributes")),
        *_list(settings.get("observation_attributes")),
    ]
    beside = [*_list(options.get("non_disaggregation_columns")), *map(_field, attributes)]
    return ColumnRules(
        _column(options.get("unit_column")),
        _column(options.get("series_column")),
        tuple(dict.fromkeys(str(name).strip().lower() for name in beside if name)),
    )


def _field(attribute: object) -> object:
    return attribute.get("field") if isinstance(attribute, dict) else attribute


def _column(setting: object) -> tuple[str, ...]:
    return (setting.strip().lower(),) if isinstance(setting, str) else ()
