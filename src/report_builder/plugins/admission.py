"""What plug-ins give while they work, looked at before it is let in: no fault of theirs gets any further."""

from __future__ import annotations

import typing
from collections.abc import Collection, Iterable
from functools import cache
from types import UnionType
from typing import Any, TypeGuard

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostic, Diagnostics, SourceSpan
from report_builder.language.message import Message, Value, Wording, in_turn, say
from report_builder.model.blocks import Block, Diagram, DiagramKind, FindingChart, Section, Table
from report_builder.model.content_model import Holds
from report_builder.model.findings import of_two_units
from report_builder.model.inlines import FindingValue, NoteReference, PageNumber, Reference
from report_builder.model.report import Report
from report_builder.model.tables import is_whole
from report_builder.model.walking import BLOCKS, Node, placed, walk
from report_builder.patterns import late
from report_builder.plugins.entry_points import raised
from report_builder.plugins.plugin import Container, Loaded, Plugins

_CODE = late(r"[A-Z0-9]+(?:-[A-Z0-9]+)+")


def passes_checks(report: Report, plugins: Plugins, diagnostics: Diagnostics) -> bool:
    """Let the plug-ins look at a sound report; False after an error, RB-PLUGIN for a check that fails."""
    told = Diagnostics(report.sources)
    for one in plugins.loaded:
        for check in one.plugin.checks:
            try:
                found = tuple(check(report))
            except (Exception, SystemExit) as raising:  # noqa: BLE001 - whatever it does, it is told
                _refuse(None, say("plugins.check-failed", name=one.name, fault=raised(raising)), told)
            else:
                _admit(found, one, None, told)
    diagnostics.extend(told.items)
    return not told.has_errors


def compose(
    container: Container, name: str, by: Loaded, ids: Collection[str], diagnostics: Diagnostics
) -> tuple[Block, ...]:
    """Let a plug-in make its block ``name``; RB-PLUGIN, and what stands inside, where it fails.

    ``ids`` are those that have to be in what it gives, each once, since the author wrote what they name. All
    others are to come from the container.
    """
    free = {container.id}

    def new_id() -> str:
        identifier = container.new_id()
        free.add(identifier)
        return identifier

    try:
        given = tuple(by.plugin.blocks[name].compose(replace(container, new_id=new_id)))
    except (Exception, SystemExit) as raising:  # noqa: BLE001 - whatever it does, it is told
        fault = raised(raising)
    else:
        blocks = tuple(one for one in given if not isinstance(one, Diagnostic))
        _admit((one for one in given if isinstance(one, Diagnostic)), by, container.span, diagnostics)
        found = _fault_of(blocks, container, ids, free)
        if found is None:
            return blocks
        fault = found
    _refuse(container.span, say("plugins.block-failed", name=by.name, fault=fault), diagnostics)
    return container.blocks


def _fault_of(
    blocks: tuple[Block, ...], container: Container, ids: Collection[str], free: Collection[str]
) -> Message | None:
    """What keeps ``blocks``, made of a container, from being taken into the report."""
    for block in blocks:
        if type(block) is Section or not _conforms(block, Block):
            return say("plugins.foreign-block", kind=type(block).__name__)
        for inner in walk((block,), BLOCKS):
            if inner is not block and not inner.content.nested:
                return say("plugins.foreign-block-inside", kind=type(inner).__name__)
            if not _is_filled(inner):
                return say("plugins.block-empty", kind=type(inner).__name__)
            if inner.span.path != container.span.path or inner.span.line < 1:
                return say("plugins.block-place", place=str(inner.span))
    found = [node.id for node in placed(blocks)]
    if lost := [identifier for identifier in ids if identifier not in found]:
        return say("plugins.block-lost", ids=in_turn(lost))
    stray = [one for one in dict.fromkeys(found) if found.count(one) > 1 or not (one in ids or one in free)]
    if stray:
        return say("plugins.block-ids", ids=in_turn(stray))
    written = (*container.blocks, *(inline for text in container.texts.values() for inline in text))
    foreign = sorted(_referred(blocks) - _referred(written) - {*found})
    return say("plugins.block-refers", ids=in_turn(foreign)) if foreign else None


_NEVER_EMPTY = frozenset((Holds.BLOCKS, Holds.ASIDE, Holds.ITEMS, Holds.FINDINGS))


def _is_filled(node: Node) -> bool:
    """Tell whether a block or item has what its kind is never without, as the reader of content sees to."""
    parts = (part for part in node.content.parts if part.holds in _NEVER_EMPTY or part.field == "children")
    if not all(getattr(node, part.field) for part in parts):
        return False
    match node:
        case Table():
            return bool(node.head and node.rows) and is_whole(node)
        case Diagram(kind=DiagramKind.GROUPS):
            return all(item.parts for item in node.items)
        case FindingChart():
            return of_two_units(node.findings) is None
        case _:
            return True


def _referred(nodes: Iterable[Node]) -> set[str]:
    """The ids of all that ``nodes`` refer to: blocks, footnotes and findings."""
    found = set()
    for node in walk(nodes):
        match node:
            case PageNumber() | Reference():
                found.add(node.target)
            case NoteReference():
                found.add(node.note)
            case FindingValue():
                found.add(node.finding)
            case _:
                pass
    return found


def _conforms(value: object, form: Any) -> bool:
    """Tell whether a value is what the annotation ``form`` of a field says, with all that is in it.

    Nothing of a subclass: what is done with each kind is found by its type.
    """
    origin, parts = typing.get_origin(form), typing.get_args(form)
    if origin in (UnionType, typing.Union):
        return any(_conforms(value, part) for part in parts)
    if origin is tuple:
        if not isinstance(value, tuple):
            return False
        forms = parts[:1] * len(value) if parts[-1] is Ellipsis else parts
        return len(value) == len(forms) and all(map(_conforms, value, forms))
    if form is float:
        return type(value) in (float, int)
    if type(value) is not form:
        return False
    return all(_conforms(getattr(value, name), hint) for name, hint in _fields(typing.cast("Any", form)))


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a record with their annotations; none of what is no record."""
    names: tuple[str, ...] = getattr(kind, "__struct_fields__", getattr(kind, "_fields", ()))
    hints = typing.get_type_hints(kind) if names else {}
    return tuple((name, hints[name]) for name in names)


def _admit(found: Iterable[object], by: Loaded, span: SourceSpan | None, diagnostics: Diagnostics) -> None:
    """Take in what a plug-in tells; RB-PLUGIN at ``span`` for what is no diagnostic that it may give."""
    for item in found:
        if not _is_sound(item):
            _refuse(span, say("plugins.no-diagnostic", name=by.name, kind=type(item).__name__), diagnostics)
        elif not (item.code.startswith(f"{by.plugin.prefix}-") and _CODE.fullmatch(item.code)):
            fault = say("plugins.foreign-code", name=by.name, code=item.code, prefix=by.plugin.prefix)
            _refuse(item.span or span, fault, diagnostics)
        else:
            diagnostics.add(item)


def _is_sound(item: object) -> TypeGuard[Diagnostic]:
    """Tell whether this is a diagnostic that can be shown in any language, and mends nothing by itself."""
    return (
        type(item) is Diagnostic
        and _conforms(item, Diagnostic)
        and not item.fixes
        and all(span is None or (span.line >= 0 and span.column >= 1) for span in (item.span, *item.related))
        and _is_said(item.message)
        and (item.hint is None or _is_said(item.hint))
    )


def _is_said(said: Value) -> bool:
    """Tell whether these are words of the plug-in's own, and all that is in them too."""
    if not isinstance(said, Wording) or not said.texts:
        return False
    return all(not isinstance(value, Message | Wording) or _is_said(value) for _, value in said.values)


def _refuse(span: SourceSpan | None, message: Message, diagnostics: Diagnostics) -> None:
    diagnostics.error("RB-PLUGIN", span, message, say("plugins.failed.hint"))
