"""``LESMEG.txt``: what a version is, what each of its files is, how it is checked and how it is built again.

It is for a stranger who has the files and nothing else, so it stands in each version, and at the top of each
bag. It is made of the manifest and of the files that are there, and so it is true of whatever a version has.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.language.catalogue import Catalogue, catalogue, languages
from report_builder.language.message import Message, in_turn, say_many
from report_builder.own_version import own_version
from report_builder.pipeline import papers
from report_builder.pipeline.file_formats import Format, format_of
from report_builder.pipeline.file_places import README, grouped, grouped_tags
from report_builder.pipeline.plain_text import PlainText
from report_builder.pipeline.toolchain import LIBRARIES
from report_builder.pipeline.versions import SOURCE

if TYPE_CHECKING:
    from report_builder.pipeline.description import Description
    from report_builder.pipeline.journal import Journal
    from report_builder.pipeline.manifest import Manifest
    from report_builder.pipeline.relations import Related

_SOURCE_OF_PROGRAM, _ARCHIVE = "PROGRAM", "ARKIV"
"""Stand in a command for where the reader has the program, and the archive."""


class Bagged(Struct, frozen=True):
    """What is known where a bag is made, and was not yet when its version was archived.

    ``day`` is that on which it is made, ``related`` every version of the report, ``tags`` the paths of the
    files that the bag adds.
    """

    day: date
    archived: datetime
    related: tuple[Related, ...]
    journal: Journal
    tags: tuple[str, ...]


class Explained(Struct, frozen=True):
    """A version as its text tells of it. ``files`` has the format of each file by its logical path.

    ``report`` is the name of the report in the archive, ``described`` what its ``report.yaml`` says.
    """

    report: str
    record: Manifest
    described: Description | None
    files: Mapping[str, Format]


def explain_version(
    report: str, record: Manifest, described: Description | None, files: Mapping[str, bytes]
) -> bytes:
    """Give the text that stands in a version; ``files`` are the others of the version, by logical path."""
    return _in_both(_explained(report, record, described, {**files, README: b""}), None)


def explain_bag(
    report: str,
    record: Manifest,
    described: Description | None,
    files: Mapping[str, bytes],
    bagged: Bagged,
) -> bytes:
    """Give the text at the top of a bag; ``files`` are its payload, by logical path."""
    return _in_both(_explained(report, record, described, files), bagged)


def _explained(
    report: str, record: Manifest, described: Description | None, files: Mapping[str, bytes]
) -> Explained:
    formats = {path: format_of(path, data) for path, data in files.items()}
    return Explained(report, record, described, formats)


def _in_both(version: Explained, bagged: Bagged | None) -> bytes:
    """The text in the language of the report, and then in English, or in bokmål after English."""
    primary = version.record.pdf.language.partition("-")[0].lower()
    own = primary if primary in languages() else "nb"
    other = "nb" if own == "en" else "en"
    first, second = (_Text(version, bagged, catalogue(language)) for language in (own, other))
    return f"{second.words('readme.below')}\n\n{first.written()}\n\n\n{second.written()}".encode()


class _Text:
    """The text in one language."""

    def __init__(self, version: Explained, bagged: Bagged | None, words: Catalogue) -> None:
        self._version, self._record, self._bagged = version, version.record, bagged
        self._text, self.words = PlainText(), words
        self._top = "" if bagged is None else "data/"
        """What stands before a logical path where the reader is told to type it."""
        self._made_in = "bygg" if bagged is None else "../bygg"
        """Where the program is put and the file is built: nothing comes into a bag that is not of it."""

    def written(self) -> str:
        """Write it all."""
        self._what()
        self._relations()
        self._files()
        self._checking()
        self._building()
        self._asking()
        return str(self._text)

    def _say(self, key: str, **values: str) -> None:
        self._text.paragraph(self.words(key, **values))

    def _heading(self, key: str) -> None:
        self._text.heading(self.words(key))

    def _what(self) -> None:
        record = self._record
        self._text.title(self.words("readme.title", title=record.title, version=str(record.version)))
        key = "readme.what" if self._bagged is None else "readme.what-bag"
        self._say(key, name=record.pdf.name, version=str(record.version))
        self._text.rows(self._facts())

    def _facts(self) -> tuple[tuple[str, str], ...]:
        record, words, bagged = self._record, self.words, self._bagged
        return (
            (words("readme.label.title"), record.title),
            *self._described(),
            (words("readme.label.publisher"), record.publisher),
            (words("readme.label.version"), str(record.version)),
            (words("readme.label.published"), _when(record.published, record.published_at)),
            (words("readme.label.updated"), _when(record.updated, record.updated_at)),
            (words("readme.label.archived"), _moment(bagged.archived) if bagged else ""),
            (words("readme.label.note"), record.note),
            (words("readme.label.language"), record.pdf.language),
            ("Id:", record.id),
            (words("readme.label.name"), f"{self._version.report}, v{record.version}"),
            (words("readme.label.pages"), words.text(say_many("site.pages", record.pdf.pages))),
        )

    def _described(self) -> Iterator[tuple[str, str]]:
        """What the report says of itself, where it is known."""
        described, words = self._version.described, self.words
        if described is None:
            return
        yield words("readme.label.subtitle"), described.subtitle
        yield words("readme.label.description"), described.description
        yield words("readme.label.authors"), ", ".join(author.name for author in described.authors)
        yield words("readme.label.series"), f"{described.series} {described.series_number}".strip()
        yield "ISSN:", described.issn
        for name, number, _ in described.identifiers.named(words):
            yield f"{name}:", number
        yield words("readme.label.licence"), " ".join(described.licence.values())
        yield words("readme.label.original"), " ".join(described.original.values())

    def _relations(self) -> None:
        self._heading("readme.versions")
        before, bagged, address = self._record.previous, self._bagged, self._record.address
        if before:
            self._say("readme.before", version=str(before.version))
            self._text.quoted(before.sha512)
        elif self._record.version == 1:
            self._say("readme.first")
        else:
            self._say("readme.before-unnamed", version=str(self._record.version - 1))
        if bagged is None:
            self._say("readme.after", report=self._version.report)
        else:
            self._say("readme.known", day=str(bagged.day))
            self._text.rows((row for one in bagged.related for row in self._related(one)), indent=2)
        if address:
            self._say("readme.address", address=f"{address}{self._version.report}/")

    def _related(self, one: Related) -> Iterator[tuple[str, str]]:
        """What is said of a version in a list of them all."""
        assert self._bagged is not None
        yield f"v{one.version}", str(one.updated) if one.updated else self.words("readme.unknown")
        yield "", one.note
        for standing in self._bagged.journal.standing(one.version):
            yield "", self.words.text(standing)
        yield "", self.words("readme.this-one") if one.version == self._record.version else ""

    def _files(self) -> None:
        self._heading("readme.files")
        self._say("readme.files-told")
        for said, paths in grouped(self._version.files, self._record.pdf.name).items():
            self._listed(said, paths, self._top)
        if self._bagged is not None:
            self._say("readme.tags-told")
            for said, paths in grouped_tags(self._bagged.tags).items():
                self._listed(said, paths, "")

    def _listed(self, said: Message, paths: tuple[str, ...], top: str) -> None:
        rows = [(top + path, self._format(path)) for path in paths]
        self._text.listed(self.words.text(said), rows)

    def _format(self, path: str) -> str:
        found = self._version.files.get(path) or format_of(path, b"")
        return found.said or self.words("readme.no-format")

    def _checking(self) -> None:
        record = self._record
        self._heading("readme.check")
        if self._bagged is None:
            self._check_object()
        else:
            self._say("readme.check-bag")
            self._text.commands("sha512sum --check --quiet manifest-sha512.txt tagmanifest-sha512.txt")
            self._say("readme.check-bagit")
            self._text.commands("python3 -m pip install bagit", "bagit.py --validate .")
        self._say("readme.check-pdf", name=record.pdf.name, size=str(record.pdf.size))
        self._text.quoted(record.pdf.sha512)
        self._checked()

    def _check_object(self) -> None:
        number = str(self._record.version)
        self._say("readme.check-object", report=self._version.report, version=number)
        self._text.commands("sha512sum --check inventory.json.sha512")
        self._say("readme.check-inventory", version=number)
        self._say("readme.check-ocfl")
        self._text.commands("python3 -m pip install ocfl-py", "ocfl-validate.py .")

    def _checked(self) -> None:
        """What veraPDF said, and how it is asked again, and what tells formats apart."""
        conformance, pdf = self._record.conformance, shlex.quote(self._top + self._record.pdf.name)
        passed = in_turn(
            [
                say_many("cli.archive.passed", profile.checks, standard=profile.name)
                for profile in conformance.profiles
                if profile.compliant
            ]
        )
        validator = f"{conformance.validator} {conformance.validator_version}"
        self._text.paragraph(self.words("readme.checked", validator=validator, passed=passed))
        self._text.commands(*(f"verapdf --flavour {one.flavour} {pdf}" for one in conformance.profiles))
        found = self._version.files[self._record.pdf.name]
        self._say("readme.check-format", format=found.said)
        self._text.commands("python3 -m pip install opf-fido", f"fido {pdf}")

    def _building(self) -> None:
        record = self._record
        self._heading("readme.build")
        source, program = f"{self._top}{SOURCE}", record.tool.get("name", "")
        self._say("readme.build-told", folder=source, program=program, version=_version(record))
        python = record.tool.get("python", "")
        beside = (*record.dependencies.items(), *record.plugins.items())
        self._say("readme.made-with", python=python, names=", ".join(f"{n} {v}" for n, v in beside))
        self._say("readme.install", word=_SOURCE_OF_PROGRAM, folder=f"{self._made_in}/bin")
        if self._bagged is None and papers.CONSTRAINTS in self._version.files:
            self._say("readme.copy", path=papers.CONSTRAINTS)
        self._text.commands(*self._installing())
        if self._bagged is not None and README not in self._version.files:
            self._say("readme.later-program", program=f"{record.tool.get('name', '')} {own_version()}")
        if record.plugins:
            self._say("readme.plugins", names=", ".join(record.plugins))
        self._rebuilding()
        self._say("readme.without-program", folder=source)

    def _installing(self) -> tuple[str, ...]:
        """The commands that put the program into an environment, with what it rested on."""
        python, record = ".".join(self._record.tool.get("python", "3").split(".")[:2]), self._record
        pip = f"{self._made_in}/bin/python -m pip install"
        venv = f"python{python} -m venv {self._made_in}"
        if papers.CONSTRAINTS in self._version.files:
            listed = shlex.quote(self._top + papers.CONSTRAINTS)
            return venv, f"{pip} -r {listed}", f"{pip} {_SOURCE_OF_PROGRAM}"
        pinned = [f"{name}=={record.dependencies[name]}" for name in LIBRARIES if name in record.dependencies]
        return venv, " ".join([pip, _SOURCE_OF_PROGRAM, *pinned])

    def _rebuilding(self) -> None:
        program = f"{self._made_in}/bin/report-builder archive rebuild"
        target = f"{self._made_in}/{shlex.quote(self._record.pdf.name)}"
        if self._bagged is not None:
            self._say("readme.rebuild-bag")
            self._text.commands(f"{program} --bag . -o {target}")
            return
        name, number = shlex.quote(self._version.report), self._record.version
        self._say("readme.rebuild-settings")
        self._text.commands(f"archive: {_ARCHIVE}")
        self._say("readme.rebuild", word=_ARCHIVE)
        self._text.commands(f"{program} v{number} --report {name} -o {target}")

    def _asking(self) -> None:
        record = self._record
        self._heading("readme.ask")
        self._say("readme.asked", publisher=record.publisher)
        contact = record.contact
        self._text.rows(
            (
                (self.words("readme.label.contact"), contact.get("name", "")),
                (self.words("readme.label.email"), contact.get("email", "")),
                (self.words("readme.label.phone"), contact.get("phone", "")),
                (self.words("readme.label.web"), contact.get("url", "")),
            )
        )


def _when(day: date, moment: datetime | None) -> str:
    """A day, or the moment at which it began where the report was published."""
    return _moment(moment) if moment else day.isoformat()


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _version(record: Manifest) -> str:
    return record.tool.get("version", "")
