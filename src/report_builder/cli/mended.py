"""What ``check-content --fix`` did, in words: one line for each place, short enough to be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from report_builder.cli.terminal import SHOWN, place_of, wants_all
from report_builder.diagnostics import SourceSpan, printable
from report_builder.language.words import every_word

if TYPE_CHECKING:
    from report_builder.pipeline.mending import Mended
    from report_builder.sources.edits import Mending

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_WIDEST = 42
"""So many characters of a text are shown; two of them stand on a line with a place and a code."""
_TITLE_ONLY = ".:"


def tell_mended(mended: Mended, root: str, *, dry_run: bool) -> None:
    """Show each mending on a line of its own, and count them; of many only the counts, unless ``--all``."""
    count, files = len(mended.mendings), len(mended.paths)
    if count > SHOWN and not wants_all():
        click.echo("what was found, by file; --all shows each place:")
        for line in _counts(mended.mendings, root):
            click.echo(printable(line))
    else:
        for mending in mended.mendings:
            place = place_of(mending.span, root)
            click.echo(printable(f"{place}: {mending.code} {words_of(mending)}"))
    places = "1 place" if count == 1 else f"{count} places"
    where = "1 file" if files == 1 else f"{files} files"
    ending = "; nothing was written" if dry_run else ""
    click.echo(f"{'would mend' if dry_run else 'mended'} {places} in {where}{ending}")


def _counts(mendings: Iterable[Mending], root: str) -> Iterable[str]:
    counted = Counter((place_of(SourceSpan(one.span.path), root), one.code) for one in mendings)
    for (path, code), count in sorted(counted.items()):
        yield f"  {count} × {code} {path}"


def words_of(mending: Mending) -> str:
    """Say in few words what was done at a place."""
    before, after = _lines(mending.before), _lines(mending.after)
    if not before and not after:
        return "an empty line put in" if mending.after else "an empty line deleted"
    if not _INVISIBLE.sub("", mending.after).strip():
        return f"{_shown(before)} {_gone(mending)}"
    if not before:
        return f"{_shown(after)} put in"
    hidden = dict.fromkeys(_INVISIBLE.findall(mending.before))
    if hidden and _INVISIBLE.sub("", mending.before) == mending.after:
        names = ", ".join(f"U+{ord(char):04X}" for char in hidden)
        many = "an invisible character" if len(hidden) == 1 else "invisible characters"
        return f"{many} ({names}) in {_shown(after)}: deleted"
    title = before[-1] if mending.code == "RB-PASTE-TABS" and len(before) > 1 else ""
    captions = tuple(f"{word}: " for word in every_word("rule.caption-table"))
    if title and after[0].startswith(captions) and "\t" not in title:
        return f"{_shown(before[:-1])} → a table; {_shown([title])} moved above the table"
    return f"{_shown(before)} → {_shown(after)}"


def _gone(mending: Mending) -> str:
    """Say what became of words that do not stand at their place any more."""
    if mending.code == "RB-BOLD-HEADING":
        return "the title once more: deleted"
    if mending.code == "RB-PASTE-TABS" and mending.before.strip()[-1:] not in _TITLE_ONLY:
        return "moved above the table"
    return "deleted"


def _lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line for line in lines if line.strip(" \t>")]


def _shown(lines: list[str]) -> str:
    """Show some words of a source: the first line, shortened, and how many more there are."""
    if not lines:
        return "nothing"
    more = len(lines) - 1
    rows = "row" if lines[0].lstrip(" >").startswith("|") or "\t" in lines[0] else "line"
    ending = f" … {more} more {rows}{'' if more == 1 else 's'}" if more else ""
    text = _INVISIBLE.sub(_named, lines[0].replace("\t", "⇥"))
    if len(text) > _WIDEST:
        text = text[: _WIDEST - 1] + "…"
    return f"'{text}'{ending}"


def _named(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"
