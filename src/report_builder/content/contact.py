"""Who answers for a report, on what terms it may be used, what it was written after: keys of the file."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from report_builder.sources.schema import Key, Located


class ContactKeys(Struct, frozen=True):
    """Keys of ``contact``."""

    name: Annotated[str, Key("key.contact.name")] = ""
    email: Annotated[Located[str] | None, Key("key.contact.email", example="post@example.no")] = None
    phone: Annotated[
        str, Key("key.contact.phone", pattern=r"\+?[0-9][0-9 ().-]*", example='"+47 22 22 22 22"')
    ] = ""
    url: Annotated[Located[str] | None, Key("key.url", example="https://example.no/")] = None


class LicenceKeys(Struct, frozen=True):
    """Keys of ``licence``."""

    name: Annotated[str, Key("key.licence.name")] = ""
    url: Annotated[Located[str] | None, Key("key.licence.url", example="https://example.no/")] = None


class OriginalKeys(Struct, frozen=True):
    """Keys of ``original``."""

    statement: Annotated[str, Key("key.original.statement")] = ""
    url: Annotated[Located[str] | None, Key("key.original.url", example="https://example.no/")] = None
