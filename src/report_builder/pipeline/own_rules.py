"""``conformance/rules.json``: what the program's own rules said of a version when it was released."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from msgspec.structs import replace

from report_builder.diagnostics import Allowance, Diagnostic, Diagnostics, SourceSpan
from report_builder.language.catalogue import Catalogue
from report_builder.pipeline.silencing import shown

FORMAT = 1


def rules_told(
    said: Diagnostics, sources: Mapping[str, bytes], words: Catalogue, program: str, file: str, digest: str
) -> bytes:
    """Give as JSON what was ``said`` while the sources were read and the PDF ``file`` was made and checked.

    ``sources`` are by their paths, ``program`` is its version, and ``words`` are those of the report: the
    same report gives the same bytes, whoever releases it. ``digest`` is the sha512 of ``file``, which veraPDF
    judged too: its own reports have no place for one.
    """
    from report_builder.check.checking import RULES
    from report_builder.check.standards import OWN

    told = shown(said)
    answer = {
        "format": FORMAT,
        "program": program,
        "file": file,
        "sha512": digest,
        "profiles": list(OWN),
        "rules": list(RULES),
        "findings": [_finding(item, words) for item in told],
        "allowed": [
            {
                "code": mark.code,
                "place": str(mark.span),
                "mark": _line(mark, sources),
                "findings": [_finding(item, words) for item in said.items if mark.covers(item)],
            }
            for mark in sorted(said.allowances)
        ],
    }
    return (json.dumps(answer, ensure_ascii=False, indent=2) + "\n").encode()


def _finding(item: Diagnostic, words: Catalogue) -> dict[str, Any]:
    return {
        "code": item.code,
        "severity": item.severity.name.lower(),
        "message": words.text(item.message),
        "hint": words.text(item.hint),
        "place": "" if item.span is None else str(_told(item.span)),
    }


def _told(span: SourceSpan) -> SourceSpan:
    """A place as anybody may know it: where a plug-in is installed is the machine's own affair."""
    is_elsewhere = PurePosixPath(span.path).is_absolute() or PureWindowsPath(span.path).is_absolute()
    return replace(span, path=span.path.rpartition("/")[2]) if is_elsewhere else span


def _line(mark: Allowance, sources: Mapping[str, bytes]) -> str:
    """The line of a mark as it was written: behind the codes may stand why."""
    lines = sources.get(mark.span.path, b"").decode("utf-8", "replace").splitlines()
    return lines[mark.span.line - 1].strip() if 0 < mark.span.line <= len(lines) else ""
