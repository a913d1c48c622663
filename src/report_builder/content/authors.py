"""The authors of ``report.yaml``: a name alone, or a mapping that says who it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from msgspec import Struct

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.model.report import Author
from report_builder.sources.schema import Key, Located

ORCID = "https://orcid.org/"
"""What stands before the number in the address of a researcher."""


class AuthorKeys(Struct, frozen=True):
    """Keys of one of the ``authors``."""

    name: Annotated[str, Key("key.authors.name")]
    kind: Annotated[str, Key("key.authors.kind", choices=("person", "organisation"))]
    url: Annotated[Located[str] | None, Key("key.url", example="https://example.no/")] = None
    orcid: Annotated[
        Located[str] | None,
        Key(
            "key.authors.orcid",
            pattern=r"(?:https://orcid\.org/)?[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]",
            example="0000-0002-1825-0097",
        ),
    ] = None


def author_of(keys: str | AuthorKeys, fact: Callable[[str], str]) -> Author:
    """Give the author; ``fact`` makes metadata of a text. A name alone is neither person nor organisation."""
    if isinstance(keys, str):
        return Author(fact(keys))
    orcid = f"{ORCID}{keys.orcid.value.removeprefix(ORCID)}" if keys.orcid else ""
    return Author(fact(keys.name), keys.kind, keys.url.value if keys.url else "", orcid)


def check_author(keys: str | AuthorKeys, diagnostics: Diagnostics) -> None:
    """RB-VALUE for an ORCID that is mistyped, or that an organisation has."""
    if isinstance(keys, str) or keys.orcid is None:
        return
    number, span = keys.orcid.value.removeprefix(ORCID), keys.orcid.span
    if keys.kind == "organisation":
        diagnostics.error("RB-VALUE", span, *hinted("content.orcid-of-organisation"))
    elif _check_character(number[:-1]) != number[-1]:
        diagnostics.error("RB-VALUE", span, *hinted("content.orcid-mistyped", number=number))


def _check_character(digits: str) -> str:
    """Give the last character of an ORCID (ISO/IEC 7064, MOD 11-2)."""
    total = 0
    for digit in digits.replace("-", ""):
        total = 2 * (total + int(digit))
    return "0123456789X"[(12 - total % 11) % 11]
