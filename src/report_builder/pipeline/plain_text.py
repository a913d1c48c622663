"""Text that is to be read anywhere and for ever: headings, paragraphs, rows and commands in lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

_WIDTH = 80


class PlainText:
    """Text that grows from above; what is one thing stands between empty lines."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def __str__(self) -> str:
        return "\n\n".join(self._parts) + "\n"

    def title(self, text: str) -> None:
        """Add the heading of all."""
        self._parts.append(_underlined(text, "="))

    def heading(self, text: str) -> None:
        """Add the heading of a part."""
        self._parts.append("\n" + _underlined(text, "-"))

    def paragraph(self, text: str) -> None:
        """Add a paragraph, in lines of its own."""
        self._parts.append("\n".join(_wrapped(text, _WIDTH)))

    def rows(self, rows: Iterable[tuple[str, str]], indent: int = 0) -> None:
        """Add lines of a label and what it says; those that say nothing are left out.

        They stand ``indent`` spaces from the edge. Where a label leaves no room, each has what it says
        below it.
        """
        said = [(label, text) for label, text in rows if text]
        width = indent + 2 + max((len(label) for label, _ in said), default=0)
        if width >= _WIDTH:
            self._parts.append("\n".join(_below(label, text, indent) for label, text in said))
            return
        lines = []
        for label, text in said:
            first, *more = _wrapped(text, _WIDTH - width)
            lines += [f"{' ' * indent + label:<{width}}{first}", *(" " * width + line for line in more)]
        if lines:
            self._parts.append("\n".join(lines))

    def listed(self, heading: str, rows: Sequence[tuple[str, str]]) -> None:
        """Add what belongs below a line: two columns, of which no line is broken."""
        width = 2 + max(len(first) for first, _ in rows)
        lines = (f"  {first:<{width}}{second}".rstrip() for first, second in rows)
        self._parts.append("\n".join([*_wrapped(heading, _WIDTH), *lines]))

    def quoted(self, line: str) -> None:
        """Add what is to be compared: on a line of its own, however long."""
        self._parts.append(f"  {line}")

    def commands(self, *lines: str) -> None:
        """Add what is to be typed: as it stands, four spaces from the edge, as nothing else does."""
        self._parts.append("\n".join(f"    {line}" for line in lines))


def _below(label: str, text: str, indent: int) -> str:
    inside = indent + 2
    return "\n".join(
        (" " * indent + label, *(" " * inside + line for line in _wrapped(text, _WIDTH - inside)))
    )


def _underlined(text: str, sign: str) -> str:
    lines = _wrapped(text, _WIDTH)
    return "\n".join([*lines, sign * max(map(len, lines))])


def _wrapped(text: str, width: int) -> list[str]:
    found = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return found or [""]
