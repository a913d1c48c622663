"""File names that work on every system: what is refused, and why."""

from __future__ import annotations

import re
import unicodedata

from report_builder.language.message import Message, say
from report_builder.patterns import late

MAX_NAME_BYTES = 255
"""The longest name that the usual file systems store, in UTF-8 bytes."""

MAX_MADE_NAME = 100
"""The longest name that is made from an author's words, in characters: folders and archives add theirs."""

THEME_NAME = "[A-Za-z0-9][A-Za-z0-9_-]*"
"""What a theme may be called, as a regular expression for the whole name: it is that of a folder."""

_RESERVED = late(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?: *\..*)?", re.IGNORECASE)
_VARIABLE = late(r"\$(?:\w+|[{(].*)|%\w+%")
_FORBIDDEN = late(r'[<>:"|?*\\/\x00-\x1f\x7f]')


def name_fault(name: str) -> Message | None:
    """Say why the file name ``name`` (one part of a path) does not work everywhere; None when it does.

    What is said goes on behind the name: "has the character ':'".

    The rules are the union of what Windows, macOS and Linux refuse, so that a project can be
    moved between them.
    """
    try:
        size = len(name.encode("utf-8"))
    except UnicodeEncodeError:
        return say("sources.name-surrogate")
    if size > MAX_NAME_BYTES:
        return say("sources.name-long", size=size, most=MAX_NAME_BYTES)
    if name.endswith("."):
        return say("sources.name-dot")
    if name.endswith(" "):
        return say("sources.name-blank")
    found = _FORBIDDEN.search(name)
    if found:
        return say("sources.name-character", character=_shown(found.group()))
    if _RESERVED.fullmatch(name):
        return say("sources.name-reserved")
    return None


def typed_name_fault(name: str) -> Message | None:
    """Say why no file or folder should be made under a name that a user typed; None where it may.

    Beside what some system refuses, that is what a shell reads as something else: an option, a folder at
    home, a variable. What is said goes on behind the name.
    """
    if fault := name_fault(name):
        return fault
    if name.startswith(("-", "~", " ")):
        return say("sources.name-begins", sign=name[0])
    found = _VARIABLE.search(name)
    return say("sources.name-variable", variable=found[0]) if found else None


def stored_name_fault(name: str) -> Message | None:
    """Say why a report, which has a folder of its name in its archive, cannot have the name ``name``.

    What is said goes on behind the name: "is reserved in an archive". The archive has entries of its own
    beside the reports (OCFL 1.1, clause 4), and tells names apart by their bytes.
    """
    if fault := name_fault(name):
        return fault
    if name.startswith((".", "0=")) or name.casefold() in ("extensions", "ocfl_layout.json"):
        return say("archive.name-reserved")
    return None if unicodedata.is_normalized("NFC", name) else say("archive.name-form")


def made_name(words: str, ending: str, number: int = 1) -> str:
    """Make a file name from an id or the like: ``words`` and ``ending``, with ``number`` unless it is 1.

    What is too long is cut between two words, and what is reserved on Windows gets a number in any case, so
    that every name works everywhere. A name that is fit stays as it is.
    """
    first, dot, rest = words.partition(".")
    if number > 1 or _RESERVED.fullmatch(words):
        # Windows looks at what stands before the first dot.
        reserved = _RESERVED.fullmatch(first)
        words = f"{first}-{number}{dot}{rest}" if reserved else words
        mark = "" if reserved else f"-{number}"
    else:
        mark = ""
    room = MAX_MADE_NAME - len(mark) - len(ending)
    bytes_left = MAX_NAME_BYTES - len((mark + ending).encode())
    if len(words) > room or len(words.encode()) > bytes_left:
        cut = words.encode()[:bytes_left].decode("utf-8", "ignore")[:room]
        whole = cut.rpartition("-")[0] if words[len(cut)] != "-" else cut
        words = (whole if len(whole) > len(cut) // 2 else cut).rstrip("-")
    return f"{words}{mark}{ending}"


def twin_key(path: str) -> str:
    """Return what two paths have in common that some system takes for one: letter case and Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def differ_in_form(first: str, second: str) -> bool:
    """True for two twins of which only the Unicode form (NFC or NFD) is another, not the letter case."""
    return unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second)


def _shown(character: str) -> str:
    return repr(character) if character.isprintable() else f"U+{ord(character):04X}"
