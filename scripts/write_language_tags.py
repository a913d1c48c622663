"""Write the subtags of the IANA Language Subtag Registry that a tag of BCP 47 may be made of.

    python scripts/write_language_tags.py registry.json

``registry.json`` is the registry as JSON, as the npm package ``language-subtag-registry`` has it under
``data/json``, with ``meta.json`` beside it. Which language is meant by a code of ISO 639-2 or -3, and which
by the code of a country, is CLDR's answer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.core import get_global

TARGET = Path(__file__).parents[1] / "src/report_builder/data/language-subtags.txt"
HEAD = """\
# The subtags of the IANA Language Subtag Registry of {date} that are in use, one kind on each line, and
# what is written instead of others: codes of ISO 639-2 and -3 that have a shorter one, codes that the
# registry has replaced, codes of countries that people take for a language (CLDR), codes that people take
# for the region they mean, and what languages are called.
# Written by scripts/write_language_tags.py.
"""
WORLD = {"ar", "de", "en", "es", "fr", "ms", "nl", "pt", "ru"}
"""Languages of many countries, for which nobody writes the code of one."""
SLIPS = {"gb": "en-gb", "sp": "es", "us": "en-us"}
"""Codes of no language, or of a country of several, for which one is meant all the same."""
REGIONS = {
    "dan": "dk", "deu": "de", "dnk": "dk", "eng": "gb", "fin": "fi", "fra": "fr", "gbr": "gb", "isl": "is",
    "nor": "no", "swe": "se", "uk": "gb", "usa": "us",
}  # fmt: skip
"""Codes that are written for a region, and its own."""
NAMES = {
    "ar": "arabic arabisk", "bs": "bosnian bosnisk bosanski", "da": "danish dansk",
    "de": "deutsch german tysk", "el": "greek gresk", "en": "engelsk english",
    "es": "español espanol spanish spansk", "fa": "farsi persian persisk", "fi": "finnish finsk suomi",
    "fkv": "kvensk kvääni", "fo": "faroese færøysk", "fr": "francais français french fransk",
    "is": "icelandic islandsk íslenska", "it": "italian italiano italiensk", "ja": "japanese japansk",
    "ku": "kurdish kurdisk", "la": "latin", "nb": "bokmaal bokmal bokmål riksmål", "nl": "dutch nederlandsk",
    "nn": "nynorsk", "no": "norsk norwegian", "pl": "polish polski polsk", "pt": "portugisisk portuguese",
    "ru": "russian russisk", "se": "davvisámegiella nordsamisk sami samisk sámi", "sma": "sørsamisk",
    "smj": "lulesamisk", "so": "somali", "sv": "svensk svenska swedish", "tr": "turkish tyrkisk",
    "uk": "ukrainian ukrainsk", "ur": "urdu", "zh": "chinese kinesisk",
}  # fmt: skip
"""What languages are called in the languages of the program and in their own."""
KINDS = ("language", "extlang", "script", "region", "variant")


def subtags(registry: Iterable[dict[str, Any]], kind: str) -> list[str]:
    """Give the subtags of a kind that are not deprecated, in lower case; ranges as they are."""
    return sorted(
        record["Subtag"].lower()
        for record in registry
        if record["Type"] == kind and "Deprecated" not in record
    )


def replaced(registry: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Give the language that is written instead of another code."""
    found: dict[str, str] = {
        record["Subtag"]: record["Preferred-Value"]
        for record in registry
        if record["Type"] == "language" and "Preferred-Value" in record
    }
    languages = set(subtags(registry, "language"))
    for code, language in get_global("language_aliases").items():
        if len(code) <= 3 and code not in languages and language in languages:
            found.setdefault(code, language)
    return found


def of_countries(registry: Iterable[dict[str, Any]], taken: Iterable[str]) -> dict[str, str]:
    """Give the language that most people speak in the country of a code that is no language."""
    languages = {*subtags(registry, "language"), *taken}
    likely = get_global("likely_subtags")
    found = {
        region: likely[f"und_{region.upper()}"].split("_")[0]
        for region in subtags(registry, "region")
        if len(region) == 2 and region not in languages and f"und_{region.upper()}" in likely
    }
    return {region: language for region, language in found.items() if language not in WORLD}


def main() -> None:
    """Write the file."""
    path = Path(sys.argv[1])
    registry = json.loads(path.read_text("utf-8"))
    date = json.loads(path.with_name("meta.json").read_text("utf-8"))["File-Date"]
    lines = [f"{kind} {' '.join(subtags(registry, kind))}" for kind in KINDS]
    instead = replaced(registry)
    countries = {**of_countries(registry, instead), **SLIPS}
    names = {word: code for code, words in NAMES.items() for word in words.split()}
    kinds = {"replaced": instead, "country": countries, "region-meant": REGIONS, "named": names}
    for name, pairs in kinds.items():
        lines.append(f"{name} {' '.join(f'{code}={language}' for code, language in sorted(pairs.items()))}")
    TARGET.write_text(HEAD.format(date=date) + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
