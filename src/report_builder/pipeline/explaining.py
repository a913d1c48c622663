"""``LESMEG.txt``: what a version is, what each of its files is, how it is checked and how it is built again.

It is for a stranger who has the files and nothing else, so it stands in each version, and at the top of each
bag. It is made of the manifest and of the files that are there, and so it is true of whatever a version has.
The text within a version is the same bytes in the archive and in a bag, and tells which of its parts hold
where. What a reader needs first stands first, and the long list of the files last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from report_builder.language.catalogue import catalogue, languages
from report_builder.language.message import Message, say, say_many
from report_builder.pipeline import papers
from report_builder.pipeline.explaining_building import tell_building
from report_builder.pipeline.explaining_checks import tell_checks
from report_builder.pipeline.file_formats import format_of
from report_builder.pipeline.file_places import README, grouped, grouped_tags
from report_builder.pipeline.telling import Bagged, Explained, Telling
from report_builder.pipeline.terms import PROFILE, font_terms

if TYPE_CHECKING:
    from report_builder.pipeline.description import Description
    from report_builder.pipeline.manifest import Manifest
    from report_builder.pipeline.relations import Related, Spoken


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
    return Explained(report, record, described, files, formats)


def _in_both(version: Explained, bagged: Bagged | None) -> bytes:
    """The text in the language of the report, and then in English, or in bokmål after English."""
    primary = version.record.pdf.language.partition("-")[0].lower()
    own = primary if primary in languages() else "nb"
    other = "nb" if own == "en" else "en"
    first, second = (Telling(version, bagged, catalogue(language)) for language in (own, other))
    for telling in (first, second):
        _tell(telling)
    return f"{second.words('readme.below')}\n\n{first.text}\n\n\n{second.text}".encode()


def _tell(telling: Telling) -> None:
    """Write it all."""
    _tell_what(telling)
    _tell_versions(telling)
    tell_checks(telling)
    _tell_whom_to_ask(telling)
    tell_building(telling)
    _tell_terms(telling)
    _tell_files(telling)


def _tell_what(telling: Telling) -> None:
    record = telling.record
    telling.text.title(telling.words("readme.title", title=record.title, version=str(record.version)))
    key = "readme.what" if telling.bagged is None else "readme.what-bag"
    telling.say(key, name=record.pdf.name, version=str(record.version))
    telling.text.rows(_facts(telling))
    if record.published_at or telling.bagged:
        telling.say("readme.days")
    for one in telling.bagged.related if telling.bagged else ():
        for said in _later(one) if one.version == record.version else ():
            telling.text.paragraph(telling.words.text(said))


def _facts(telling: Telling) -> tuple[tuple[str, str], ...]:
    record, words, bagged = telling.record, telling.words, telling.bagged
    return (
        (words("readme.label.title"), record.title),
        *_described(telling),
        (words("readme.label.publisher"), record.publisher),
        (words("readme.label.version"), str(record.version)),
        (words("readme.label.published"), _day(record.published, record.published_at)),
        (words("readme.label.updated"), _day(record.updated, record.updated_at)),
        (words("readme.label.archived"), _moment(bagged.archived) if bagged else ""),
        (words("readme.label.note"), record.note),
        (words("readme.label.language"), record.pdf.language),
        ("Id:", record.id),
        (words("readme.label.name"), f"{telling.version.report}, v{record.version}"),
        (words("readme.label.pages"), words.text(say_many("site.pages", record.pdf.pages))),
    )


def _described(telling: Telling) -> Iterator[tuple[str, str]]:
    """What the report says of itself, where it is known."""
    described, words = telling.version.described, telling.words
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


def _tell_versions(telling: Telling) -> None:
    telling.heading("readme.versions")
    record, report = telling.record, telling.version.report
    before, bagged = record.previous, telling.bagged
    if before:
        telling.say("readme.before", version=str(before.version))
        telling.text.quoted(before.sha512)
    elif record.version == 1:
        telling.say("readme.first")
    else:
        telling.say("readme.before-unnamed", version=str(record.version - 1))
    if bagged is None:
        telling.say("readme.after", report=report)
    else:
        telling.say("readme.known", day=str(bagged.day))
        telling.text.rows((row for one in bagged.related for row in _related(telling, one)), indent=2)
    if record.address:
        telling.say("readme.address", address=f"{record.address}{report}/")


def _related(telling: Telling, one: Related) -> Iterator[tuple[str, str]]:
    """What is said of a version in a list of them all."""
    yield f"v{one.version}", str(one.updated) if one.updated else telling.words("readme.unknown")
    yield "", one.note
    for said in _later(one):
        yield "", telling.words.text(said)
    yield "", telling.words("readme.this-one") if one.version == telling.record.version else ""


def _later(one: Related) -> Iterator[Message]:
    """What was said of a version after its release, in whose words, and what became of its files."""
    for key, lost, spoken in (
        ("readme.purged", "readme.purged-lost", one.purged),
        ("readme.withdrawn", "readme.withdrawn-lost", one.withdrawn),
    ):
        if spoken:
            yield _quoted(key if spoken.text else lost, spoken)
    for spoken in one.corrected:
        untold = "readme.corrected-untold" if spoken.by else "readme.corrected-lost"
        yield _quoted("readme.corrected" if spoken.text else untold, spoken)


def _quoted(key: str, spoken: Spoken) -> Message:
    return say(key, day=_day(spoken.at.date(), spoken.at), by=spoken.by, text=spoken.text)


def _tell_whom_to_ask(telling: Telling) -> None:
    record, words = telling.record, telling.words
    telling.heading("readme.ask")
    telling.say("readme.asked", publisher=record.publisher)
    contact = record.contact
    telling.text.rows(
        (
            (words("readme.label.contact"), contact.get("name", "")),
            (words("readme.label.email"), contact.get("email", "")),
            (words("readme.label.phone"), contact.get("phone", "")),
            (words("readme.label.web"), contact.get("url", "")),
        )
    )


def _tell_terms(telling: Telling) -> None:
    """Which licence holds for what: the report says its own, and what it carries has others."""
    telling.heading("readme.terms")
    described = telling.version.described
    if described and described.licence:
        telling.say("readme.terms-report", licence=" ".join(described.licence.values()))
    else:
        telling.say("readme.terms-unsaid")
    held: dict[str, list[str]] = {}
    for path, licences in font_terms(telling.version.files).items():
        # Several stand for a font of which nothing says which is its own.
        held.setdefault(", ".join(telling.top + one for one in licences), []).append(path.rpartition("/")[2])
    unsaid = held.pop("", [])
    if telling.has(PROFILE):
        held[telling.top + PROFILE] = [telling.words("readme.terms-profile")]
    if held:
        telling.say("readme.terms-others")
        telling.text.rows((f"{licence}:", ", ".join(names)) for licence, names in held.items())
        if any(path.startswith(papers.EDITION) for path in telling.version.files):
            telling.say("readme.terms-edition")
    if unsaid:
        telling.say("readme.terms-none", names=", ".join(unsaid))


def _tell_files(telling: Telling) -> None:
    telling.heading("readme.files")
    telling.say("readme.files-told")
    for said, paths in grouped(telling.version.formats, telling.record.pdf.name).items():
        _list(telling, said, paths, telling.top)
    if telling.bagged is not None:
        telling.say("readme.tags-told")
        for said, paths in grouped_tags(telling.bagged.tags).items():
            _list(telling, said, paths, "")


def _list(telling: Telling, said: Message, paths: tuple[str, ...], top: str) -> None:
    rows = [(top + path, _format(telling, path)) for path in paths]
    telling.text.listed(telling.words.text(said), rows)


def _format(telling: Telling, path: str) -> str:
    found = telling.version.formats.get(path) or format_of(path, b"")
    return found.said or telling.words("readme.no-format")


def _day(day: date, moment: datetime | None) -> str:
    """A day, with how far it is from UTC where the report is published, if that was written down."""
    return f"{day} (UTC{moment.isoformat()[-6:]})" if moment else day.isoformat()


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
