"""The front matter of a chapter: lines of YAML above its title, about how its first page looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.chapter import Chapter, Shared
from report_builder.content.inlines import read_inlines
from report_builder.content.letters import tell_letters
from report_builder.content.pasted import tell_pasted_values
from report_builder.content.photographs import PhotographKeys, load_photograph
from report_builder.content.printed_comments import tell_comments
from report_builder.content.text_positions import Place
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted
from report_builder.model.blocks import Section
from report_builder.model.inlines import Inlines
from report_builder.model.pictures import Photograph, PhotographPlace, focus_of
from report_builder.sources.curly_quotes import straightened
from report_builder.sources.schema import Key, Located
from report_builder.sources.source_text import SourceLines
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_tree import parse_yaml

FENCE, _OTHER_FENCE = "---", "+++"
"""The line above and below the front matter, and that of other programs, which write it in TOML."""


class FrontMatterKeys(Struct, frozen=True):
    """Keys of a chapter's front matter."""

    image: Annotated[PhotographKeys | None, Key("key.chapter.image")] = None
    accent: Annotated[Located[str] | None, Key("key.chapter.accent", example="signal")] = None
    ground: Annotated[Located[str] | None, Key("key.chapter.ground", example="tint")] = None


class FrontMatter(Struct, frozen=True):
    """What stands above the title, with the lines of its file."""

    keys: FrontMatterKeys
    lines: Sequence[str]


def take_front_matter(lines: SourceLines, path: str, shared: Shared) -> tuple[FrontMatter | None, list[str]]:
    """Give the front matter of a chapter, and its lines without it: places below it stay what they are.

    RB-UNSUPPORTED for one that has no end, or is written as other programs do; faults of its YAML and of
    its keys have their own codes.
    """
    mark = lines[0].rstrip()
    if mark not in (FENCE, _OTHER_FENCE):
        return None, list(lines)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == mark), 0)
    meant = end or next((at for at, line in enumerate(lines) if not line.strip()), 0)
    rest = ["" if at <= meant else line for at, line in enumerate(lines)]
    if mark == _OTHER_FENCE or not end:
        shared.diagnostics.error("RB-UNSUPPORTED", SourceSpan(path, 1), *hinted("content.front-matter"))
        return None, rest
    keys = _keys_of(lines, end, path, shared)
    return (FrontMatter(keys, lines) if keys else None), rest


def _keys_of(lines: SourceLines, end: int, path: str, shared: Shared) -> FrontMatterKeys | None:
    told, language = shared.diagnostics, shared.language
    # Its first line begins a document of YAML as well, and what is below its last one is none.
    above = lines.first(end)
    tree = straightened(parse_yaml(above, path, told), above.text, told, language)
    if tree is None:
        return None
    tell_pasted_values(tree, above, path, language, told)
    tell_letters(tree, above, language, told, marks=True)
    tell_comments(tree, told)
    return read_partly(tree, FrontMatterKeys, told)


def with_front_matter(section: Section, matter: FrontMatter, chapter: Chapter) -> Section:
    """Give a chapter with what its front matter says."""
    keys = matter.keys
    blocks = section.blocks
    with chapter.speaking(section.language):
        photograph = None if keys.image is None else _photograph(keys.image, matter.lines, chapter)
    if photograph is not None:
        blocks = (photograph, *blocks)
    return replace(section, blocks=blocks, accent=keys.accent, ground=keys.ground)


def _photograph(keys: PhotographKeys, lines: Sequence[str], chapter: Chapter) -> Photograph | None:
    shared = chapter.shared

    def inlines(text: Located[str] | None) -> Inlines:
        if text is None:
            return ()
        place = Place(chapter.path, lines, text.span.line - 1, text.value, text.span.column - 1)
        return chapter.explained(read_inlines(text.value, place, chapter))

    caption, credit = inlines(keys.caption), inlines(keys.credit)
    said = inlines(keys.alt)
    image = load_photograph(keys, shared.language, shared.files, shared.images, shared.diagnostics)
    if image is None:
        return None
    span = keys.alt.span if keys.alt else keys.span
    alt = None if keys.decorative else chapter.plain(said, span)
    return Photograph(
        chapter.new_id(),
        "",
        caption,
        credit,
        image,
        focus_of(keys.focus),
        alt,
        PhotographPlace.OPENER,
        keys.span,
        chapter.in_pieces(said),
    )
