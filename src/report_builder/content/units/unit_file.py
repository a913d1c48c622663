"""``content/unit.yaml``: whose report this is, of many that are made from the same sources.

The batch makes it for each unit; nobody writes it by hand. It holds the unit's own row and the whole, and
nothing of other units: it is archived with the report, which is built from it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.formats import prose
from report_builder.content.publication import ReportFile
from report_builder.content.ties import loose_before_signs
from report_builder.content.units import UNIT
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import Catalogue
from report_builder.language.numbers import written_number
from report_builder.model.units import Unit, UnitValue
from report_builder.sources.characters import bare
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Key
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_text import read_tree

if TYPE_CHECKING:
    from yaml import SafeDumper, ScalarNode

_Texts: TypeAlias = dict[str, str] | None
_Numbers: TypeAlias = dict[str, Decimal] | None


class UnitKeys(Struct, frozen=True):
    """Keys of ``unit.yaml``."""

    id: Annotated[str, Key("key.unit.id", example="oslo")]
    name: Annotated[str, Key("key.unit.name", example="Oslo")]
    title: Annotated[str, Key("key.unit.title", may_be_empty=True)] = ""
    texts: Annotated[_Texts, Key("key.unit.texts", may_be_empty=True, open=True)] = None
    numbers: Annotated[_Numbers, Key("key.unit.numbers", may_be_empty=True, open=True)] = None
    whole_texts: Annotated[_Texts, Key("key.unit.whole-texts", may_be_empty=True, open=True)] = None
    whole_numbers: Annotated[_Numbers, Key("key.unit.whole-numbers", may_be_empty=True, open=True)] = None
    empty: Annotated[tuple[str, ...], Key("key.unit.empty", may_be_empty=True)] = ()
    hidden: Annotated[tuple[str, ...], Key("key.unit.hidden", may_be_empty=True)] = ()


def read_unit(files: SourceFiles, diagnostics: Diagnostics) -> Unit | None:
    """Read whose report this is; None where it is no unit's, or after a diagnostic for each fault."""
    if not files.exists(UNIT):
        return None
    text = files.read_text(UNIT, diagnostics, None)
    tree = None if text is None else read_tree(text, UNIT, diagnostics)[0]
    keys = None if tree is None else read_partly(tree, UnitKeys, diagnostics)
    if keys is None:
        return None
    nothing: dict[str, UnitValue] = dict.fromkeys((*keys.empty, *keys.hidden))
    return Unit(
        *(keys.id, keys.name, keys.title),
        {**(keys.texts or {}), **(keys.numbers or {}), **nothing},
        {**(keys.whole_texts or {}), **(keys.whole_numbers or {})},
        frozenset(keys.hidden),
    )


def titled(facts: ReportFile, title: str) -> ReportFile:
    """``facts`` with the title that the report of a unit has, in place of that of all of them."""
    publication = facts.publication
    spans = {each.span for each in facts.spoken if each.key == "title"}
    said = prose(title, publication.language, facts.rules.counted)
    places = tuple((said if span in spans else text, span) for text, span in publication.places)
    entitled = replace(publication, title=loose_before_signs(bare(said)), cover_title=said, places=places)
    return replace(
        facts, publication=entitled, spoken=tuple(each for each in facts.spoken if each.key != "title")
    )


def unit_file(unit: Unit) -> bytes:
    """The file of a unit: what is hidden is named in it, and stands nowhere in it."""
    import yaml

    class Dumper(yaml.SafeDumper):
        pass

    Dumper.add_representer(Decimal, _number)
    said: dict[str, object] = {"id": unit.id, "name": unit.name, "title": unit.title}
    for key, values in (("", unit.own), ("whole_", unit.whole)):
        said[f"{key}texts"] = {name: value for name, value in values.items() if isinstance(value, str)}
        said[f"{key}numbers"] = {name: value for name, value in values.items() if isinstance(value, Decimal)}
    said["empty"] = [name for name, value in unit.own.items() if value is None and name not in unit.hidden]
    said["hidden"] = sorted(unit.hidden)
    kept = {key: value for key, value in said.items() if value}
    text: str = yaml.dump(kept, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=float("inf"))
    return text.encode()


def said_of(unit: Unit, words: Catalogue, counted: tuple[str, ...] = ()) -> Mapping[str, str]:
    """What running text says of a unit, by the names there; a value that is hidden says so."""
    said = {}
    for name, value in unit.values.items():
        if isinstance(value, Decimal):
            said[name] = written_number(value, words)
        else:
            said[name] = prose(value or "", words.language, counted)
    said |= {f"unit.{name}": words("document.unit-hidden") for name in unit.hidden}
    return said


def _number(dumper: SafeDumper, value: Decimal) -> ScalarNode:
    """A number as YAML writes it, with the decimals that it has."""
    text = format(value, "f")
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)
