"""What ``check-content --fix`` did, in words: one line for each place, short enough to be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import click

from report_builder.cli.terminal import SHOWN, place_of, tell, wants_all, words
from report_builder.diagnostics import SourceSpan, printable
from report_builder.language.message import Message, in_turn, say, say_many
from report_builder.language.word_lists import every_word
from report_builder.pipeline.mending import Mended
from report_builder.sources.edits import Mending

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_WIDEST = 42
"""So many characters of a text are shown; two of them stand on a line with a place and a code."""
_TITLE_ONLY = ".:"


def tell_mended(mended: Mended, root: str, *, dry_run: bool) -> None:
    """Show each mending on a line of its own, and count them; of many only the counts, unless ``--all``."""
    said = words()
    count, files = len(mended.mendings), len(mended.paths)
    if count > SHOWN and not wants_all():
        tell(say("cli.mended.by-file"))
        for line in _counts(mended.mendings, root):
            click.echo(printable(line))
    else:
        for mending in mended.mendings:
            place = place_of(mending.span, root)
            click.echo(printable(f"{place}: {mending.code} {said.text(words_of(mending))}"))
    places, where = say_many("cli.places", count), say_many("cli.files", files)
    tell(say("cli.mended.would" if dry_run else "cli.mended.done", places=places, files=where))


def _counts(mendings: Iterable[Mending], root: str) -> Iterable[str]:
    counted = Counter((place_of(SourceSpan(one.span.path), root), one.code) for one in mendings)
    for (path, code), count in sorted(counted.items()):
        yield f"  {count} × {code} {path}"


def words_of(mending: Mending) -> Message:
    """Say in few words what was done at a place."""
    before, after = _lines(mending.before), _lines(mending.after)
    if not before and not after:
        return say("cli.mended.line-in" if mending.after else "cli.mended.line-out")
    if not _INVISIBLE.sub("", mending.after).strip():
        return say(_gone(mending), text=_shown(before))
    if not before:
        return say("cli.mended.put-in", text=_shown(after))
    hidden = dict.fromkeys(_INVISIBLE.findall(mending.before))
    if hidden and _INVISIBLE.sub("", mending.before) == mending.after:
        names = in_turn([f"U+{ord(char):04X}" for char in hidden])
        return say_many("cli.mended.invisible", len(hidden), names=names, text=_shown(after))
    title = before[-1] if mending.code == "RB-PASTE-TABS" and len(before) > 1 else ""
    captions = tuple(f"{word}: " for word in every_word("rule.caption-table"))
    if title and after[0].startswith(captions) and "\t" not in title:
        return say("cli.mended.table", before=_shown(before[:-1]), title=_shown([title]))
    return say("cli.mended.changed", before=_shown(before), after=_shown(after))


def _gone(mending: Mending) -> str:
    """The key of what became of words that do not stand at their place any more."""
    if mending.code == "RB-BOLD-HEADING":
        return "cli.mended.title-deleted"
    if mending.code == "RB-PASTE-TABS" and mending.before.strip()[-1:] not in _TITLE_ONLY:
        return "cli.mended.moved"
    return "cli.mended.deleted"


def _lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line for line in lines if line.strip(" \t>")]


def _shown(lines: list[str]) -> Message:
    """Show some words of a source: the first line, shortened, and how many more there are."""
    if not lines:
        return say("cli.mended.no-line")
    text = _INVISIBLE.sub(_named, lines[0].replace("\t", "⇥"))
    if len(text) > _WIDEST:
        text = text[: _WIDEST - 1] + "…"
    more = len(lines) - 1
    if not more:
        return say("cli.mended.line", text=text)
    in_table = lines[0].lstrip(" >").startswith("|") or "\t" in lines[0]
    return say_many("cli.mended.rows" if in_table else "cli.mended.lines", more, text=text)


def _named(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"
