"""Links from one file of a report to another: ``[Funn](03-funn.md#tillit)``, as wikis write them."""

from __future__ import annotations

import re
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from report_builder.content.chapter import Chapter
from report_builder.content.ids import slug
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import say
from report_builder.patterns import late
from report_builder.sources.nearest import did_you_mean

_FILE = late(r"(?![a-z][a-z0-9+.-]+:|//)([^#?\\]+\.(?:md|markdown|html?))(?:#(.*))?", re.IGNORECASE)
_END = late(r"\.(?:md|markdown|html?)$", re.IGNORECASE)


def chapter_file(href: str) -> re.Match[str] | None:
    """Match a target without a scheme that names a page of text; None for every other."""
    return _FILE.fullmatch(href)


def in_report(href: str, file: re.Match[str], span: SourceSpan, chapter: Chapter) -> str | None:
    """Give the target in the report, as ``#id``, that a link to a file means.

    RB-DANGLING-REF and None for a file that is no chapter, and for an id that it does not have. Ids are those
    of authors, or made of the words of a heading in whatever way other programs do that.
    """
    shared = chapter.shared
    path = _path(unquote(file[1]), chapter)
    if path is None:
        if shared.chapters_known:
            names = {basename(one): one for one in shared.files_of_targets}
            hint = did_you_mean(basename(unquote(file[1])), names) or say("content.no-chapter.hint")
            chapter.error("RB-DANGLING-REF", span, say("content.no-chapter", path=href), hint)
        return None
    titles = shared.files_of_targets[path]
    name = unquote(file[2] or "")
    if not name:
        return f"#{next(iter(titles.values()))}"
    found = name if name in shared.targets else titles.get(slug(name))
    if found is None and shared.chapters_known:
        hint = did_you_mean(name, titles.values()) or say("content.no-target.hint", id=name)
        chapter.error("RB-DANGLING-REF", span, say("content.no-target", id=name), hint)
    return f"#{found}" if found else None


def _path(written: str, chapter: Chapter) -> str | None:
    """The chapter whose file a link names: from where it stands, or by its name where only one has it."""
    chapters = chapter.shared.files_of_targets
    wanted = _END.sub("", normpath(join(dirname(chapter.path), written)))
    by_path = {_END.sub("", path): path for path in chapters}
    if wanted in by_path:
        return by_path[wanted]
    named = [path for path in chapters if _END.sub("", basename(path)) == basename(wanted)]
    return named[0] if len(named) == 1 else None
