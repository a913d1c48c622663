"""Passages under a condition, ``::: {.when test="unit.n >= 10"}``: what stands in them, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from report_builder.content.attributes import check_attributes
from report_builder.content.chapter import Shared
from report_builder.content.text_positions import Place
from report_builder.content.token_tree import UNSEEN, WHEN, Node, TextFile
from report_builder.content.units.conditions import (
    Condition,
    ConditionError,
    faults_of,
    holds,
    read_condition,
)
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, say


def settle_passages(file: TextFile, shared: Shared) -> None:
    """Put what stands in each passage in its place where its condition holds, and take away the others.

    RB-VALUE for a condition that cannot be read, or names what there is not.
    """
    file.nodes = [*_settled(file.nodes, file, shared)]


def _settled(nodes: Iterable[Node], file: TextFile, shared: Shared) -> Iterator[Node]:
    for node in nodes:
        node.children = [*_settled(node.children, file, shared)]
        if node.kind != WHEN:
            yield node
        elif _is_said(node, file, shared):
            yield from node.children


def _is_said(node: Node, file: TextFile, shared: Shared) -> bool:
    """Whether a passage is in the report; one with a faulty condition is, so that its faults are told too."""
    diagnostics, span = shared.diagnostics, SourceSpan(file.path, node.line + 1)
    owner = say("content.the-block", name=WHEN)
    check_attributes(node.attributes, diagnostics, span, owner, takes_id=False, keys=("test",))
    if not node.token.meta["closed"]:
        diagnostics.error("RB-UNKNOWN-BLOCK", span, *hinted("content.block-open", name=WHEN))
    if all(child.kind in UNSEEN for child in node.children):
        diagnostics.error("RB-EMPTY", span, *hinted("content.block-empty", name=WHEN))
    test = node.attributes.values.get("test", "").strip()
    if not test:
        diagnostics.error("RB-VALUE", span, *hinted("content.when-none"))
        return True
    if shared.unit is None:
        diagnostics.error("RB-VALUE", span, *hinted("content.unit-none", name=WHEN))
        return True
    condition = _read(test, node, file, shared)
    if condition is not None:
        shared.conditions.append(condition)
    return condition is None or holds(condition, shared.unit.values)


def _read(test: str, node: Node, file: TextFile, shared: Shared) -> Condition | None:
    """The condition of a passage; None after a diagnostic at its place."""
    assert shared.unit is not None
    kinds = {
        name: Decimal if isinstance(value, Decimal) else str
        for name, value in shared.unit.values.items()
        if value is not None
    }
    place = Place(file.path, file.lines, node.line, test)
    try:
        condition = read_condition(test)
        fault = next(faults_of(condition, kinds, shared.unit.values), None)
    except ConditionError as found:
        condition, fault = None, found
    if fault is not None:
        shared.diagnostics.error("RB-VALUE", place.at(fault.at), fault.message, fault.hint)
        return None
    return condition
