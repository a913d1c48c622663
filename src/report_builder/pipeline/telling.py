"""What ``LESMEG.txt`` tells of, and the text as it grows in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.language.catalogue import Catalogue
from report_builder.pipeline.file_formats import Format
from report_builder.pipeline.plain_text import PlainText

if TYPE_CHECKING:
    from report_builder.pipeline.description import Description
    from report_builder.pipeline.journal import Journal
    from report_builder.pipeline.manifest import Manifest
    from report_builder.pipeline.relations import Related


class Bagged(Struct, frozen=True):
    """What is known where a bag is made, and was not yet when its version was archived.

    ``day`` is that on which it is made, ``archived`` when its version came into the archive, where the report
    is published; ``related`` are all versions of the report, ``tags`` the paths of the files that the bag
    adds.
    """

    day: date
    archived: datetime
    related: tuple[Related, ...]
    journal: Journal
    tags: tuple[str, ...]


class Explained(Struct, frozen=True):
    """A version as its text tells of it. ``formats`` has the format of each file by its logical path.

    ``report`` is the name of the report in the archive, ``described`` what its ``report.yaml`` says;
    ``files`` are the bytes by the same paths, empty for those that come after the text.
    """

    report: str
    record: Manifest
    described: Description | None
    files: Mapping[str, bytes]
    formats: Mapping[str, Format]


class Telling:
    """The text in one language, and what it is about; ``bagged`` is None for the text within a version."""

    def __init__(self, version: Explained, bagged: Bagged | None, words: Catalogue) -> None:
        self.version, self.record, self.bagged, self.words = version, version.record, bagged, words
        self.text = PlainText()
        self.top = "" if bagged is None else "data/"
        """What stands before a logical path where the reader is told to type it."""

    def say(self, key: str, **values: str) -> None:
        """Add a paragraph."""
        self.text.paragraph(self.words(key, **values))

    def heading(self, key: str) -> None:
        """Add the heading of a part."""
        self.text.heading(self.words(key))

    def has(self, path: str) -> bool:
        """Tell whether the version has a file, by its logical path."""
        return path in self.version.files
