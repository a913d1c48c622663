"""``content/findings.yaml``: every number of the report, each once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.formats import prose, scripts_can_be_set, written_value
from report_builder.content.letters import tell_letters
from report_builder.content.pasted import tell_pasted_values
from report_builder.content.printed_comments import tell_comments
from report_builder.content.spoken import refuse_roles
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.catalogue import Catalogue, catalogue
from report_builder.language.message import Message, hinted, say
from report_builder.language.passages import Voice
from report_builder.model.findings import Finding, WithdrawnFinding
from report_builder.sources.characters import bare
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Key, Located, SignedNumber
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_text import read_tree
from report_builder.sources.yaml_tree import ListNode, MapNode, Node, ScalarNode

PATH = "content/findings.yaml"

_ID = r"[^\W_][\w.-]*"


class FindingKeys(Struct, frozen=True):
    """Keys of one finding."""

    span: SourceSpan
    id: Annotated[Located[str], Key("key.findings.id", pattern=_ID, example="mer-tillit")]
    value: Annotated[
        SignedNumber,
        Key("key.findings.value", example="+4"),
    ]
    statement: Annotated[str, Key("key.findings.statement")]
    unit: Annotated[str, Key("key.findings.unit", may_be_empty=True)] = ""
    compared: Annotated[
        str,
        Key(
            "key.findings.compared",
            may_be_empty=True,
            example='"2021"',
        ),
    ] = ""
    question: Annotated[str, Key("key.findings.question", may_be_empty=True)] = ""
    n: Annotated[int | None, Key("key.findings.n", minimum=1)] = None
    source: Annotated[str, Key("key.findings.source", may_be_empty=True)] = ""
    group: Annotated[str, Key("key.findings.group", pattern=_ID, example="deltakere")] = ""
    formerly: Annotated[
        tuple[Located[str], ...], Key("key.findings.formerly", pattern=_ID, example="tillit")
    ] = ()


class WithdrawnKeys(Struct, frozen=True):
    """Keys of one finding that was withdrawn."""

    span: SourceSpan
    id: Annotated[Located[str], Key("key.withdrawn.id", pattern=_ID, example="tillit")]
    reason: Annotated[str, Key("key.withdrawn.reason")]


class FindingsKeys(Struct, frozen=True):
    """Keys of ``findings.yaml``."""

    findings: Annotated[tuple[FindingKeys, ...], Key("key.findings.findings", may_be_empty=True)]
    withdrawn: Annotated[tuple[WithdrawnKeys, ...], Key("key.findings.withdrawn", may_be_empty=True)] = ()


class FindingsFile(Struct, frozen=True):
    """What is sound of ``findings.yaml``.

    ``ids`` are those of all findings, faulty ones too; ``known`` is false where there may be others.
    ``withdrawn`` are those of earlier versions that no longer hold, by id.
    """

    findings: dict[str, Finding]
    ids: frozenset[str]
    known: bool
    withdrawn: Mapping[str, WithdrawnFinding] = {}


def read_findings(files: SourceFiles, language: str, diagnostics: Diagnostics) -> dict[str, Finding] | None:
    """Read ``content/findings.yaml``; a report without that file has no findings.

    ``language`` is one of ``report_languages()`` and decides how values are written. None comes back after a
    diagnostic for each fault in the file.
    """
    faults = diagnostics.apart()
    read = read_partial_findings(files, language, faults)
    diagnostics.extend(faults.items)
    diagnostics.allow(faults.allowances)
    return None if faults.has_errors else read.findings


def read_partial_findings(
    files: SourceFiles, language: str, diagnostics: Diagnostics, counted: tuple[str, ...] = ()
) -> FindingsFile:
    """Read what is sound of ``content/findings.yaml``, after a diagnostic for each fault in it.

    ``counted`` are the words that the report keeps with the number before them.
    """
    if not files.exists(PATH):
        return FindingsFile({}, frozenset(), known=True)
    text = files.read_text(PATH, diagnostics, None)
    if text is None:
        return FindingsFile({}, frozenset(), known=False)
    return parse_partial_findings(text, language, diagnostics, counted)


def parse_findings(text: str, language: str, diagnostics: Diagnostics) -> FindingsFile | None:
    """Read the text of a ``findings.yaml``; None after a diagnostic for each fault in it."""
    faults = diagnostics.apart()
    read = parse_partial_findings(text, language, faults)
    diagnostics.extend(faults.items)
    return None if faults.has_errors else read


def parse_partial_findings(
    text: str, language: str, diagnostics: Diagnostics, counted: tuple[str, ...] = ()
) -> FindingsFile:
    """Read what is sound of the text of a ``findings.yaml``, as of the file."""
    tree, lines = read_tree(text, PATH, diagnostics, language)
    keys = None
    if tree is not None:
        tell_pasted_values(tree, lines, PATH, language, diagnostics)
        tell_letters(tree, lines, language, diagnostics)
        tell_comments(tree, diagnostics)
        refuse_roles(tree, set(), diagnostics)
        scripts_can_be_set(tree, lines, diagnostics)
        keys = read_partly(tree, FindingsKeys, diagnostics)
    if tree is None or keys is None:
        return FindingsFile({}, frozenset(), known=False)
    ids, known = _ids(tree, diagnostics)
    found: dict[str, Finding] = {}
    for finding in keys.findings or ():
        found.setdefault(finding.id.value, _finding(finding, catalogue(language), counted))
    _check_former(keys, ids, diagnostics)
    withdrawn = {
        each.id.value: WithdrawnFinding(each.id.value, prose(each.reason, language, counted), each.id.span)
        for each in keys.withdrawn or ()
    }
    return FindingsFile(found, ids, known, withdrawn)


def _check_former(keys: FindingsKeys, ids: Collection[str], diagnostics: Diagnostics) -> None:
    """RB-DUPLICATE-ID where an id that a finding had before, or that was withdrawn, is in use.

    What leads there would have two places to lead to. Several findings may have had the same id: it was
    divided among them.
    """
    withdrawn: dict[str, SourceSpan] = {}
    for each in keys.withdrawn or ():
        name, span = each.id.value, each.id.span
        first = withdrawn.setdefault(name, span)
        if first != span:
            message = say("content.withdrawn-twice", id=name, line=first.line)
            diagnostics.error("RB-DUPLICATE-ID", span, message, say("content.delete-one"), (first,))
        elif name in ids:
            diagnostics.error("RB-DUPLICATE-ID", span, *hinted("content.withdrawn-in-use", id=name))
    for finding in keys.findings or ():
        listed: set[str] = set()
        for former in finding.formerly:
            told = _former_fault(former.value, finding.id.value, listed, ids, withdrawn)
            listed.add(former.value)
            if told:
                diagnostics.error("RB-DUPLICATE-ID", former.span, *told)


def _former_fault(
    name: str, own: str, listed: Collection[str], ids: Collection[str], withdrawn: Mapping[str, SourceSpan]
) -> tuple[Message, Message] | None:
    """Why ``name`` cannot be an id that the finding ``own`` had; ``listed`` are those that it had too."""
    if name in listed:
        return say("content.former-twice", id=name), say("content.delete-one")
    if name == own:
        return hinted("content.former-own", id=name)
    if name in ids:
        return hinted("content.former-in-use", id=name)
    if name in withdrawn:
        return hinted("content.former-withdrawn", id=name, line=withdrawn[name].line)
    return None


def _ids(tree: Node, diagnostics: Diagnostics) -> tuple[frozenset[str], bool]:
    """The id of each finding, sound or not, and whether each has one; RB-DUPLICATE-ID where one is twice."""
    listed = tree.entries.get("findings") if isinstance(tree, MapNode) else None
    if listed is None or not isinstance(listed.value, ListNode):
        return frozenset(), False
    first: dict[str, SourceSpan] = {}
    known = True
    for item in listed.value.items:
        entry = item.entries.get("id") if isinstance(item, MapNode) else None
        if entry is None or not isinstance(entry.value, ScalarNode) or not entry.value.text.strip():
            known = False
            continue
        name, span = entry.value.text.strip(), entry.value.span
        if first.setdefault(name, span) != span:
            diagnostics.error(
                "RB-DUPLICATE-ID",
                span,
                say("content.finding-twice", id=name, line=first[name].line),
                say("content.another-id"),
                (first[name],),
            )
    return frozenset(first), known


def _finding(keys: FindingKeys, words: Catalogue, counted: tuple[str, ...]) -> Finding:
    set_as = partial(prose, language=words.language, counted=counted)
    unit, compared = bare(set_as(keys.unit)), set_as(keys.compared)
    return Finding(
        id=keys.id.value,
        value=keys.value.value,
        unit=unit,
        display=written_value(keys.value.value, unit, words, plus=keys.value.plus),
        statement=set_as(keys.statement),
        question=set_as(keys.question),
        sample=keys.n,
        source=set_as(keys.source),
        group=keys.group,
        span=keys.id.span,
        plus=keys.value.plus,
        compared=compared,
        comparison=_comparison(compared, words),
        formerly=tuple(former.value for former in keys.formerly),
    )


def _comparison(compared: str, words: Catalogue) -> str:
    return words("document.compared", what=compared) if compared else ""


def compared_in(finding: Finding, here: Voice) -> Finding:
    """Give a finding with the words for what it is compared with as ``here`` says them.

    They stay as they are with words of the author ("prosentpoeng fra forrige måling"): what is said together
    is not half in another language.
    """
    if not finding.compared or any(map(str.isalpha, finding.unit + finding.compared)):
        return finding
    comparison = _comparison(finding.compared, here.words)
    return replace(finding, comparison=comparison, comparison_language=here.language)
