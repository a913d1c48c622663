"""The tag tree of a finished file as text that a person can read and compare."""

from __future__ import annotations

import json
from collections.abc import Iterator

from report_builder.check.fonts import UNKNOWN
from report_builder.check.reading import Annotation, Node, Passage, read_structure
from report_builder.sources.characters import SOFT_HYPHEN


def dump_tags(pdf: bytes) -> str:
    """The tag tree as YAML that a person can read and compare.

    Roles begin with a capital; what an element says of itself stands in small letters before its
    content. Bounding boxes are only named, since they change with every change of the layout; texts
    of one element that follow each other are one, since that depends on where lines and pages break.
    """
    lines: list[str] = []
    for node in read_structure(pdf):
        _dump(node, "", lines)
    return "\n".join(lines) + "\n"


def _dump(node: Node, indent: str, lines: list[str]) -> None:
    items = [*_facts(node), *_runs(node)]
    if not items:
        lines.append(f"{indent}- {node.role}: []")
    elif len(items) == 1 and isinstance(items[0], str) and not isinstance(items[0], _Fact):
        lines.append(f"{indent}- {node.role}: {_quoted(items[0])}")
    else:
        lines.append(f"{indent}- {node.role}:")
        for item in items:
            if isinstance(item, Node):
                _dump(item, f"{indent}  ", lines)
            else:
                lines.append(f"{indent}  - {item if isinstance(item, _Fact) else _quoted(item)}")


class _Fact(str):
    """A line of a dump that is already YAML."""

    __slots__ = ()


def _facts(node: Node) -> Iterator[_Fact]:
    facts = {
        "id": node.id,
        "title": node.title,
        "lang": node.language,
        "alt": node.alt,
        "actual": node.actual_text,
        "stands for": node.expansion,
    }
    for key, value in facts.items():
        if value is not None:
            yield _Fact(f"{key}: {_quoted(value)}")
    for key, value in sorted(node.attributes.items()):
        yield _Fact(f"{key.lower()}: {'yes' if key == 'BBox' else json.dumps(value, ensure_ascii=False)}")


def _runs(node: Node) -> Iterator[Node | str]:
    """The content of a node, with texts that follow each other joined."""
    line: list[str] = []
    for kid in node.kids:
        if isinstance(kid, Passage):
            line.append(kid.text)
            continue
        yield from _run(line)
        line = []
        if isinstance(kid, Annotation):
            yield _Fact(f"link: {_quoted(kid.target)}")
            yield _Fact(f"says: {_quoted(kid.contents)}")
        else:
            yield kid
    yield from _run(line)


def _run(parts: list[str]) -> Iterator[str]:
    if joined := "".join(parts).replace(SOFT_HYPHEN, ""):
        yield joined


def _quoted(value: str) -> str:
    """A double-quoted scalar; JSON is YAML, but no-break spaces are made visible."""
    return json.dumps(value, ensure_ascii=False).replace("\u00a0", "\\u00a0").replace(UNKNOWN, "\\ufffd")
