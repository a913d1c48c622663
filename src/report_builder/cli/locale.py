"""Which language the terminal speaks: what was asked for, else what the surroundings and the report say."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from report_builder.language.catalogue import FALLBACK, languages
from report_builder.patterns import late

OPTION = "--lang"
VARIABLE = "RB_LANG"

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first of them that is set decides (POSIX.1-2024, 8.2)."""
_ALIASES = {"no": "nb"}  # as many systems still name bokmål
_STATED = late(r"^language:[ \t]*[\"']?([A-Za-z]+)", re.MULTILINE)
_AS_LONG = 65_536  # bytes of a file that are looked through


def asked(arguments: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """Give the language that ``--lang`` or RB_LANG names, as it is written; None where neither does."""
    return _option(arguments) or environment.get(VARIABLE) or None


def asked_by(arguments: Sequence[str]) -> str:
    """Give the name of what the language of :func:`asked` comes from."""
    return OPTION if _option(arguments) else VARIABLE


def _option(arguments: Sequence[str]) -> str | None:
    given = None
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == OPTION:
            given = next(iter(arguments[number + 1 : number + 2]), None)
        elif argument.startswith(f"{OPTION}="):
            given = argument.partition("=")[2]
    return given


def spoken(given: str | None, environment: Mapping[str, str], root: Path) -> str:
    """Give the first language of those that are named which the program speaks.

    They are those of :func:`chosen`, and then the language of the report itself.
    """
    own = _stated(root / "content" / "report.yaml")
    return chosen(given, environment, root) or (own if own in languages() else FALLBACK)


def chosen(given: str | None, environment: Mapping[str, str], root: Path) -> str | None:
    """Give the language that was chosen for the screen, of those that the program speaks; None where none is.

    ``given`` was asked for. Then come settings.yaml in ``root`` and the locale of the surroundings. The
    locales C and POSIX name none.
    """
    there = languages()
    return next((language for language in _named(given, environment, root) if language in there), None)


def _named(given: str | None, environment: Mapping[str, str], root: Path) -> Iterator[str]:
    yield plain(given or "")
    yield _stated(root / "settings.yaml")
    yield plain(_locale(environment))


def plain(tag: str) -> str:
    """Give the language of ``nb_NO.UTF-8``, ``nb-NO`` or ``NB``."""
    language = tag.replace("_", "-").replace(".", "-").partition("-")[0].lower()
    return _ALIASES.get(language, language)


def _locale(environment: Mapping[str, str]) -> str:
    found = next((environment[name] for name in _LOCALES if environment.get(name)), None)
    return found if found is not None else _of_windows()


def _of_windows() -> str:
    """The locale of the user, where the system keeps it elsewhere than in the environment."""
    if sys.platform == "win32":
        import ctypes

        name = ctypes.create_unicode_buffer(85)  # LOCALE_NAME_MAX_LENGTH
        return name.value if ctypes.windll.kernel32.GetUserDefaultLocaleName(name, 85) else ""
    return ""


def _stated(path: Path) -> str:
    """What a file says of its language, read without any check: the file may be at fault itself."""
    try:
        with path.open("rb") as file:
            text = file.read(_AS_LONG).decode("utf-8", "replace")
    except OSError:
        return ""
    found = _STATED.search(text)
    return plain(found[1]) if found else ""
