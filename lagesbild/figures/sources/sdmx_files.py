"""SDMX messages in XML, read by sdmx1: observations as codes, and the names of codes in the message's structure.

What sdmx1 cannot read, such as SDMX 2.0, is refused by name with a sentence.
"""

import codecs
import io
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lagesbild.figures.size_limits import WorkbookRefused, refuse_if_crowded

VALUE, PERIOD = "OBS_VALUE", "TIME_PERIOD"
ALL = "_T"
"""What SDMX calls everybody, in every code list."""

MOST_ELEMENTS = 3_000_000
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ROOT = re.compile(rb"<(?:\w+:)?([A-Z]\w+)[^>]*>")
_OLD = b"sdmxml/schemas/v2_0"


class SdmxError(ValueError):
    """Why a message cannot be read, in a sentence."""


@dataclass(frozen=True)
class SdmxStructure:
    """``names``: the names of concepts (``SEX``) and codes (``SEX|F``) by language. ``series``: what each is about."""

    definition: Any = None
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    series: Mapping[str, "SdmxSeries"] = field(default_factory=dict)

    def name(self, key: str, language: str) -> str:
        """The name of a concept or a code, "" where the structure has none."""
        names = self.names.get(key, {})
        return names.get(language) or names.get("en") or next(iter(names.values()), "")


@dataclass(frozen=True)
class SdmxSeries:
    """The indicators of a series (1.2.1) and the first one's title, where the structure tells."""

    indicators: tuple[str, ...] = ()
    title: str = ""


NO_STRUCTURE = SdmxStructure()


def read_structure(content: bytes) -> SdmxStructure:
    """The structure (DSD) in a message. Raises SdmxError."""
    message = _message(content)
    structures = getattr(message, "structure", None)
    if not isinstance(structures, Mapping) or not structures:
        raise SdmxError("Filen innehåller ingen datastruktur (DSD).")
    definition = next(iter(structures.values()))
    names: dict[str, Mapping[str, str]] = {}
    for component in _components(definition):
        names[component.id] = _localised(_concept(component, message))
        for code in _codes(component, message):
            names[f"{component.id}|{code.id}"] = _localised(code)
    series = {code.id: _series(code) for code in _series_codes(definition, message)}
    return SdmxStructure(definition, names, series)


def read_observations(content: bytes, structure: SdmxStructure = NO_STRUCTURE) -> list[dict[str, str]]:
    """Each observation's codes by dimension and attribute, its period and value among them. Raises SdmxError."""
    message = _message(content, structure.definition)
    if not getattr(message, "data", None):
        raise SdmxError("Filen innehåller inga observationer.")
    return [_cells(observation) for dataset in message.data for observation in dataset.obs]


def _message(content: bytes, definition: Any = None) -> Any:
    if _ENTITIES.search(content):
        raise SdmxError("Filen definierar egna entiteter, vilket SDMX inte gör.")
    if _OLD in content[:4000].lower():
        raise SdmxError("Filen är SDMX 2.0, som inte läses. Spara den som SDMX 2.1.")
    try:
        refuse_if_crowded(content, most=MOST_ELEMENTS)
    except WorkbookRefused:
        raise SdmxError("Filen är större än som läses. Dela upp den.") from None
    # Here, not above: it brings pandas, which who reads no SDMX need not wait for.
    import sdmx

    logging.getLogger("sdmx").setLevel(logging.CRITICAL)
    options = {} if definition is None else {"structure": definition}
    try:
        return sdmx.read_sdmx(io.BytesIO(content.removeprefix(codecs.BOM_UTF8)), format="XML", **options)
    # A broken message may fail anywhere inside the reader, with any exception; the person can do one thing.
    except Exception as error:
        root = _ROOT.search(content)
        kind = root[1].decode() if root else "ingen XML"
        raise SdmxError(f"Filen ({kind}) går inte att läsa som SDMX ({_short(error)}).") from error


def _short(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:80]}" if text else type(error).__name__


def _cells(observation: Any) -> dict[str, str]:
    cells = {str(name): str(key.value) for name, key in observation.key.values.items()}
    attributes = {**getattr(observation.series_key, "attrib", {}), **observation.attached_attribute}
    cells |= {str(name): str(attribute.value) for name, attribute in attributes.items()}
    cells[VALUE] = "" if observation.value is None else str(observation.value)
    return cells


def _components(definition: Any) -> list:
    return [*definition.dimensions.components, *definition.attributes.components]


def _concept(component: Any, message: Any) -> Any:
    """The concept with its names, which the component may only refer to."""
    concept = component.concept_identity
    if concept is not None and not _localised(concept):
        for scheme in message.concept_scheme.values():
            if concept.id in scheme.items:
                return scheme.items[concept.id]
    return concept


def _codes(component: Any, message: Any) -> list:
    representation = component.local_representation or getattr(
        component.concept_identity, "core_representation", None
    )
    codes = getattr(representation, "enumerated", None)
    if codes is None:
        return []
    full = codes if codes.items else message.codelist.get(codes.id, codes)
    return list(full.items.values())


def _series_codes(definition: Any, message: Any) -> list:
    component = next((one_of for one_of in _components(definition) if one_of.id == "SERIES"), None)
    return [] if component is None else _codes(component, message)


def _series(code: Any) -> SdmxSeries:
    texts = [(annotation.title, _text(annotation.text)) for annotation in code.annotations]
    indicators = tuple(text for title, text in texts if title == "Indicator" and text)
    return SdmxSeries(indicators, next((text for title, text in texts if title == "IndicatorTitle"), ""))


def _text(international: Any) -> str:
    texts = getattr(international, "localizations", {})
    return str(texts.get("en") or next(iter(texts.values()), ""))


def _localised(nameable: Any) -> dict[str, str]:
    texts = getattr(getattr(nameable, "name", None), "localizations", {})
    return {str(language).partition("-")[0]: str(text) for language, text in texts.items() if text}
