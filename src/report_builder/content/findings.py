"""``content/findings.yaml``: every number of the report, each once."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import Struct

from report_builder.content.pasted import tell_pasted_values
from report_builder.content.written import prose, scripts_can_be_set, written_value
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.model.findings import Finding
from report_builder.model.language import LANGUAGES, Words
from report_builder.sources.curly_quotes import straightened
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Key, Located, read_mapping
from report_builder.sources.yaml_tree import parse_yaml

PATH = "content/findings.yaml"

_ID = r"[^\W_][\w.-]*"


class FindingKeys(Struct, frozen=True):
    """Keys of one finding."""

    span: SourceSpan
    id: Annotated[
        Located[str], Key("Name that the text calls the finding by.", pattern=_ID, example="mer-tillit")
    ]
    value: Annotated[Decimal, Key("The number, with a decimal point where it has decimals.")]
    statement: Annotated[str, Key("What the number says, as a sentence or a heading.")]
    unit: Annotated[str, Key('What is counted: "%", a word, or nothing.', may_be_empty=True)] = ""
    question: Annotated[str, Key("The question that was asked.", may_be_empty=True)] = ""
    n: Annotated[int | None, Key("How many answered.", minimum=1)] = None
    source: Annotated[str, Key("Where the number is from.", may_be_empty=True)] = ""
    group: Annotated[str, Key("Findings that are shown together.", pattern=_ID, example="deltakere")] = ""


class FindingsKeys(Struct, frozen=True):
    """Keys of ``findings.yaml``."""

    findings: Annotated[tuple[FindingKeys, ...], Key("All findings of the report.", may_be_empty=True)]


def read_findings(files: SourceFiles, language: str, diagnostics: Diagnostics) -> dict[str, Finding] | None:
    """Read ``content/findings.yaml``; a report without that file has no findings.

    ``language`` is a key of ``LANGUAGES`` and decides how values are written. None comes back after a
    diagnostic for each fault in the file.
    """
    if not files.exists(PATH):
        return {}
    text = files.read_text(PATH, diagnostics, None)
    if text is None:
        return None
    tree = straightened(parse_yaml(text, PATH, diagnostics), text, diagnostics, language)
    if tree is None:
        return None
    tell_pasted_values(tree, text.split("\n"), PATH, language, diagnostics)
    can_be_set = scripts_can_be_set(tree, diagnostics)
    keys = read_mapping(tree, FindingsKeys, diagnostics)
    if keys is None:
        return None
    found: dict[str, Finding] = {}
    for finding in keys.findings:
        first = found.setdefault(finding.id.value, _finding(finding, LANGUAGES[language]))
        if first.span != finding.id.span:
            diagnostics.error(
                "RB-DUPLICATE-ID",
                finding.id.span,
                f"the finding '{first.id}' stands twice, first in line {first.span.line}",
                "give one of them another id",
                (first.span,),
            )
    return found if can_be_set and len(found) == len(keys.findings) else None


def _finding(keys: FindingKeys, words: Words) -> Finding:
    unit = prose(keys.unit)
    return Finding(
        id=keys.id.value,
        value=keys.value,
        unit=unit,
        display=written_value(keys.value, unit, words),
        statement=prose(keys.statement),
        question=prose(keys.question),
        sample=keys.n,
        source=prose(keys.source),
        group=keys.group,
        span=keys.id.span,
    )
