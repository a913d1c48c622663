"""Chapter files and the list of chapters: which files nobody listed, and which were renamed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from report_builder.content.attributes import split_trailing
from report_builder.content.ids import slug
from report_builder.content.publication import CHAPTER_FOLDER, ReportFile
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted, say
from report_builder.patterns import late
from report_builder.sources.files import SourceFiles
from report_builder.sources.names import name_fault, twin_key

_NUMBER = late(r"^[0-9]+[-_. ]*")


def chapters_to_read(
    facts: ReportFile, files: SourceFiles, diagnostics: Diagnostics
) -> list[tuple[str, SourceSpan]]:
    """Give the listed chapters but those that have another name now (RB-FILE-MISSING, with the likely one).

    RB-UNLISTED for every other file of the chapters' folder that the list does not name. Where the list
    cannot be read, and that is told, all files of that folder are to be read.
    """
    if not facts.chapters:
        return [(path, SourceSpan(path)) for path in files.below(CHAPTER_FOLDER, ".md")]
    listed = {twin_key(path) for path, _ in facts.chapters}
    others = [path for path in files.below(CHAPTER_FOLDER, ".md") if twin_key(path) not in listed]
    there: list[tuple[str, SourceSpan]] = []
    for path, span in facts.chapters:
        is_gone = bool(others) and not any(map(name_fault, path.split("/"))) and not files.exists(path)
        renamed = _renamed(path, others, files) if is_gone else None
        if renamed is None:
            there.append((path, span))
            continue
        others.remove(renamed)
        message = say("content.chapter-renamed", path=path, other=renamed)
        diagnostics.error("RB-FILE-MISSING", span, message, say("sources.did-you-mean", name=_name(renamed)))
    for path in others:
        diagnostics.warn(
            "RB-UNLISTED",
            facts.chapters_span,
            *hinted("content.chapter-unlisted", path=path, name=_name(path)),
        )
    return there


def _renamed(path: str, others: Sequence[str], files: SourceFiles) -> str | None:
    """The one of ``others`` that is most likely ``path`` under a new name: by its name, then by its title."""
    from difflib import get_close_matches  # late: only a faulty report needs it

    by_name = {_name(other): other for other in others}
    for near in get_close_matches(_name(path), by_name, 1):
        return by_name[near]
    by_words = {_words(_name(other)): other for other in others} | dict(_titles(others, files))
    for near in get_close_matches(_words(_name(path)), by_words, 1):
        return by_words[near]
    return None


def _titles(paths: Iterable[str], files: SourceFiles) -> Iterable[tuple[str, str]]:
    """Yield each file's title as an id, and its path."""
    # Files of their own: what is read here is no part of the report.
    aside = SourceFiles(files.root)
    for path in paths:
        text = aside.read_text(path, Diagnostics(), None) or ""
        title = next((line[2:] for line in text.split("\n") if line.startswith("# ")), "")
        if words := slug(split_trailing(title.strip())[0]):
            yield words, path


def _words(name: str) -> str:
    """The words of a file name without its number and its ending."""
    return slug(_NUMBER.sub("", name.rpartition("/")[2].rpartition(".")[0]))


def _name(path: str) -> str:
    """A chapter as the list writes it."""
    return path.removeprefix(f"{CHAPTER_FOLDER}/")
