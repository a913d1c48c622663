"""The note of a release, which stands in the public list of changes for ever."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostics, printable
from report_builder.language.message import say
from report_builder.sources.characters import bare
from report_builder.sources.source_text import tell_invisible, without_invisible

LONGEST_NOTE = 1000
"""In characters: what is new in a sentence or two, no report of its own."""

_TOLD = 80
_IN_SIGNS = "\u200c\u200d\ufe0e\ufe0f"
"""What joins and chooses signs such as 👩‍🔬: a note is for browsers, which know them."""


def public_note(text: str, diagnostics: Diagnostics) -> str | None:
    """Give the note on one line; None after RB-RELEASE-TEXT.

    It stands in files that take no control characters (Atom), and no terminal is to be steered by it. What
    nobody sees is taken out, with a note.
    """
    read, invisible = without_invisible(text, keep=_IN_SIGNS)
    tell_invisible(
        [found for found in invisible if found[1].text is not None and not found[1].code], None, diagnostics
    )
    note = " ".join(bare(read).split())
    if printable(note) != note or any(meaning.code for _, meaning in invisible):
        message = say("pipeline.note-character", note=printable(" ".join(text.split()))[:_TOLD])
    elif len(note) > LONGEST_NOTE:
        message = say("pipeline.note-long", length=len(note), most=LONGEST_NOTE)
    else:
        return note
    diagnostics.error("RB-RELEASE-TEXT", None, message, say("pipeline.note.hint"))
    return None
