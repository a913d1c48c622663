"""Catalogues: every word that the program says, in one file for each language.

``data/languages/nb.po`` and its neighbours are made by translators in an editor of gettext catalogues;
``scripts/write_languages.py`` makes the compiled ``.mo`` of each, which is what is read here. A language is
there when its file is. What a language lacks is taken from :data:`FALLBACK`.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from gettext import GNUTranslations
from pathlib import Path

from report_builder.language.message import Message, Value, Wording

_BRACES = re.compile(r"\{([a-z][a-z0-9_]*)\}")

FOLDER = Path(__file__).parent.parent / "data" / "languages"
"""Where the catalogues are; a file is named by its language (ISO 639-1, as in BCP 47)."""

PARTIAL = "partial"
"""The folder of those that lack words: they have what a cited source has."""

PRINTED = ("document.", "list.", "rule.", "cli.build.", "scaffold.", "site.pages", "stage.")
"""How the keys begin that a build without a fault asks for; compiled apart too, and it reads no others."""

FALLBACK = "nb"
"""The language of whatever another one lacks."""


class Catalogue:
    """The words of one language. Each method raises ``KeyError`` for a key that no catalogue has."""

    def __init__(self, language: str, folder: Path) -> None:
        self.language = language
        self._folder = folder
        self._printed = _compiled(printed_in(folder), language)

    @cached_property
    def _whole(self) -> GNUTranslations:
        return _compiled(self._folder, self.language)

    def __call__(self, key: str, /, **values: Value) -> str:
        """Give the words of ``key`` with its braces filled by ``values``."""
        return self._filled(self.template(key), tuple(values.items()))

    def many(self, key: str, count: int, /, **values: Value) -> str:
        """Give the form of ``key`` for so many things; ``{count}`` stands for their number."""
        return self.text(Message(key, tuple(values.items()), count))

    def text(self, said: Value | None) -> str:
        """Give the words of a message; what is none is written as it is, a number as the language does.

        None is a hint or the like where there is nothing to say: it has no words.
        """
        if said is None:
            return ""
        if isinstance(said, float):
            return str(said).replace(".", self("rule.decimal"))
        if isinstance(said, Wording):
            return self._filled(self._chosen(said), said.values)
        if not isinstance(said, Message):
            return str(said)
        values = said.values if said.count is None else (("count", said.count), *said.values)
        return self._filled(self.template(said.key, said.count), values)

    def template(self, key: str, count: int | None = None) -> str:
        """Give the words of ``key`` with its braces as they are; ``count`` chooses the form."""
        here = self._printed if key.startswith(PRINTED) else self._whole
        words = here.gettext(key) if count is None else here.ngettext(key, key, count)
        if words != key:
            return words
        if self.language == FALLBACK:
            raise KeyError(key)
        return _read(FALLBACK).template(key, count)

    def rule(self, key: str) -> str | None:
        """Give what the language itself has under ``key``; None where it lacks it."""
        words = self._printed.gettext(key)
        return None if words == key else words

    def under(self, prefix: str) -> dict[str, str]:
        """Give all words whose key begins with ``prefix``, by their keys, with their braces as they are.

        The forms of a key with a count are under the key with their number: "a.page.0", "a.page.1".
        """
        found = {} if self.language == FALLBACK else _read(FALLBACK).under(prefix)
        # The standard library has no way to ask for all of them.
        entries: dict[str | tuple[str, int], str] = vars(self._whole)["_catalog"]
        for key, words in entries.items():
            name = key if isinstance(key, str) else f"{key[0]}.{key[1]}"
            if name.startswith(prefix):
                found[name] = words
        return found

    def _chosen(self, said: Wording) -> str:
        """The words in this language, else in the one that all fall back on, else the first."""
        texts = dict(said.texts)
        return next((texts[one] for one in (self.language, FALLBACK, *texts) if one in texts), "")

    def _filled(self, words: str, values: tuple[tuple[str, Value], ...]) -> str:
        """Fill the braces around the name of a value; others are what the reader is to write."""
        if not values:
            return words
        texts = {name: self.text(value) for name, value in values}
        return _BRACES.sub(lambda found: texts.get(found[1], found[0]), words)


def rule(key: str, language: str) -> str | None:
    """Give a rule of a language, by its BCP 47 tag, as its own catalogue has it; None where it has none.

    Nothing is taken from another language: what is right in one is wrong in the next.
    """
    own = catalogue(language)
    return own.rule(key) if own.language == primary(language) else None


def rules(key: str) -> tuple[str, ...]:
    """Give a rule of every language that has it, each once: for texts that may be in any of them."""
    found = (rule(key, language) for language in languages())
    return tuple(dict.fromkeys(text for text in found if text is not None))


def languages() -> tuple[str, ...]:
    """Every language that lacks nothing: what the program speaks."""
    return _languages(FOLDER)


def report_languages() -> tuple[str, ...]:
    """Every language that a report can be written in: what the program lacks of one, it says in bokmål."""
    return (*languages(), *_languages(FOLDER / PARTIAL))


def lacks_words(language: str) -> bool:
    """Whether the program has not all of its words in a language (a BCP 47 tag)."""
    return primary(language) not in languages()


def names_of_languages() -> dict[str, str]:
    """What each of :func:`languages` calls itself, by its tag."""
    return {language: _name(language) for language in languages()}


def names_of_report_languages() -> dict[str, str]:
    """What each of :func:`report_languages` calls itself, by its tag."""
    return {language: _name(language) for language in report_languages()}


def _name(language: str) -> str:
    return catalogue(language).rule("rule.name") or language


@cache
def _languages(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.mo")))


def catalogue(language: str) -> Catalogue:
    """Give the words of a language by its BCP 47 tag, "en-GB"; bokmål for one that has no catalogue."""
    return _read(primary(language))


def primary(tag: str) -> str:
    """Give the language of a BCP 47 tag without its country: "en" of "en-GB"."""
    return tag.partition("-")[0].lower()


def own_catalogue(language: str) -> Catalogue | None:
    """Give the words of a language by its BCP 47 tag; None where it has no catalogue, however small."""
    found = catalogue(language)
    return found if found.language == primary(language) else None


@cache
def _read(language: str) -> Catalogue:
    for folder in (FOLDER, FOLDER / PARTIAL):
        if (folder / f"{language}.mo").is_file():
            return Catalogue(language, folder)
    return _read(FALLBACK)


def printed_in(folder: Path) -> Path:
    """Where the catalogues in ``folder`` are compiled with nothing but what a build asks for."""
    return folder / "printed"


def _compiled(folder: Path, language: str) -> GNUTranslations:
    with (folder / f"{language}.mo").open("rb") as file:
        return GNUTranslations(file)
