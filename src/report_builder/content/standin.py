"""What stands in for a ``content/report.yaml`` that cannot be read, so that the other files are read."""

from __future__ import annotations

from report_builder.content.formats import NO_TEXT
from report_builder.content.literature.keys import NAMES_SOME
from report_builder.content.publication import (
    CHAPTER_FOLDER,
    DEFAULT_LANGUAGE,
    DEFAULT_THEME,
    PATH,
    ReportFile,
)
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.catalogue import report_languages
from report_builder.model.report import Contact, Licence, Original, Publication
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles
from report_builder.sources.schema import Located

_KEY = late(r"""(language|theme|html):[ ]+["']?([A-Za-z0-9_-]+)["']?\s*(?:#.*)?""")
_CHAPTERS = late(r"chapters:\s*(?:#.*)?")
_ITEM = late(r"""\s*-[ ]+["']?([^"'#]*[^"'#\s])["']?\s*(?:#.*)?""")


def stand_in(files: SourceFiles) -> ReportFile:
    """Give the facts of a report whose file is broken: what single lines of it still say plainly.

    It says none of its chapters where they cannot be told with certainty; a language that it does not say is
    ``DEFAULT_LANGUAGE``.
    """
    lines = _lines(files)
    said = {found[1]: (found[2], number) for number, line in lines if (found := _KEY.fullmatch(line))}
    language = said.get("language", ("", 0))[0]
    theme, line = said.get("theme", (DEFAULT_THEME, 0))
    facts = Publication(
        title=NO_TEXT,
        subtitle="",
        kind="",
        language=language if language in report_languages() else DEFAULT_LANGUAGE,
        publisher=NO_TEXT,
        series="",
        series_number="",
        issn="",
        authors=(),
        keywords=(),
        description="",
        published=None,
        updated=None,
        published_text="",
        updated_text="",
        version="",
        contact=Contact(),
        licence=Licence(),
        original=Original(),
        theme=theme,
        theme_span=SourceSpan(PATH, line, len("theme: ") + 1),
        output="",
        span=SourceSpan(PATH, 1),
    )
    chapters = _listed(lines)
    literal = said.get("html", ("", 0))[0] == "literal"
    named = any(line.casefold().startswith(NAMES_SOME) for _, line in lines)
    literature = Located("", facts.span) if named else None
    return ReportFile(facts, chapters, literal, facts.span, literature=literature)


def _lines(files: SourceFiles) -> list[tuple[int, str]]:
    """Read the lines of the file with their numbers, whatever bytes they have."""
    data = files.read_bytes(PATH, Diagnostics(), None) or b""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = data.decode(encoding, "replace")
    return list(enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1))


def _listed(lines: list[tuple[int, str]]) -> tuple[tuple[str, SourceSpan], ...]:
    """The items below the line ``chapters:``; none where one of them cannot be told with certainty."""
    found: list[tuple[str, SourceSpan]] = []
    inside = False
    for number, line in lines:
        item = _ITEM.fullmatch(line)
        if not inside:
            inside = _CHAPTERS.fullmatch(line) is not None
        elif item is not None and item[1].endswith(".md") and "\ufffd" not in line:
            found.append((f"{CHAPTER_FOLDER}/{item[1]}", SourceSpan(PATH, number, item.start(1) + 1)))
        elif line.strip() and not line.lstrip().startswith("#"):
            return tuple(found) if line[0] not in " -" else ()
    return tuple(found)
