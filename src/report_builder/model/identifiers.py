"""The numbers by which libraries, archives and machines know a report."""

from __future__ import annotations

from urllib.parse import quote

from msgspec import Struct

from report_builder.language.catalogue import Catalogue

DOI = "https://doi.org/"
"""What stands before a DOI in its address."""

_SAFE = "/:;()._~!$&'*+,=@-"
"""Signs that stand in an address as they are."""


class RecordNumbers(Struct, frozen=True, omit_defaults=True):
    """Where the report stands in the records of its publisher, in Noark 5's terms.

    ``case`` is the number of the case file (saksnummer, such as 2019/1234), ``entry`` that of the registry
    entry in it (journalpostnummer), ``document`` that of the document in the entry (dokumentnummer); they are
    counted from 1, and 0 where nothing is said of them.
    """

    case: str
    entry: int = 0
    document: int = 0

    def said(self, words: Catalogue) -> str:
        """Write the numbers in words, without what they are called."""
        if not self.entry:
            return self.case
        if not self.document:
            return words("document.case-entry", case=self.case, entry=str(self.entry))
        numbers = {"entry": str(self.entry), "document": str(self.document)}
        return words("document.case-document", case=self.case, **numbers)


class Identifiers(Struct, frozen=True):
    """The numbers of one report; each may be empty, ``record`` is None where nothing is said of it.

    ``isbn`` is written as its publisher does, with hyphens or without; ``doi`` is without an address.
    """

    isbn: str = ""
    doi: str = ""
    urn: str = ""
    record: RecordNumbers | None = None

    @property
    def doi_address(self) -> str:
        """The address that leads to what the DOI names; empty without one."""
        return DOI + quote(self.doi, safe=_SAFE) if self.doi else ""

    @property
    def uris(self) -> tuple[str, ...]:
        """The numbers that are known everywhere as URIs (RFC 3986), the one that readers can follow first."""
        isbn = "".join(char for char in self.isbn if char.isalnum())
        found = (self.doi_address, self.urn, f"urn:isbn:{isbn}" if isbn else "")
        return tuple(dict.fromkeys(uri for uri in found if uri))

    def all(self, words: Catalogue) -> tuple[str, ...]:
        """Every number so that it stands by itself: the URIs, and the record with what it is called."""
        if self.record is None:
            return self.uris
        return (*self.uris, f"{words('document.case')} {self.record.said(words)}")

    def named(self, words: Catalogue) -> tuple[tuple[str, str, str], ...]:
        """Every number with what it is called and the address that it leads to, as a colophon lists them."""
        found = (
            ("ISBN", self.isbn, ""),
            ("DOI", self.doi_address, self.doi_address),
            ("URN", self.urn, ""),
            (words("document.case"), self.record.said(words) if self.record else "", ""),
        )
        return tuple(each for each in found if each[1])


NO_IDENTIFIERS = Identifiers()
