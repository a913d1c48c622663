"""Inline nodes as HTML: what stands inside a paragraph, a heading, a cell or a caption."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import assert_never

from markupsafe import Markup, escape
from msgspec import Struct

from report_builder.language.passages import Pieces, Voice, voice
from report_builder.model import inlines as model
from report_builder.model.back_references import reference_id
from report_builder.model.inlines import Inline, Inlines
from report_builder.publish.markup.html import element, link_out
from report_builder.publish.markup.mathml import math
from report_builder.publish.markup.pictures import Pictures


class InlineWriter(Struct):
    """Writes the inline nodes of a report; collects the footnotes that it meets, each once.

    ``own`` is the language of the report, ``language`` that of the passage at hand. ``address`` tells
    where an id stands. ``due`` are the notes to be set after the block at hand, ``noted`` all that were met.
    ``places`` has the ids of the findings whose value in running text is their first place, until each was
    met; it is asked where ``in_text``. ``pictures`` makes the files of images. ``explained`` gives what
    stands behind a link to the id of a term. ``signs`` are those that have their name for listeners.
    """

    own: str
    language: str
    address: Callable[[str], str]
    due: list[str]
    noted: set[str]
    places: dict[str, str] = {}
    in_text: bool = False
    pictures: Pictures | None = None
    explained: Callable[[str], Markup] = lambda _target: Markup("")
    signs: frozenset[str] = frozenset()

    def write(self, inlines: Inlines) -> Markup:
        """``inlines`` one after the other."""
        return Markup("").join(
            element("sup", model.BETWEEN_NOTES) + self._node(node)
            if isinstance(node, model.NoteReference) and isinstance(above, model.NoteReference)
            else self._node(node)
            for above, node in zip((None, *inlines), inlines, strict=False)
        )

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Write what is in ``language``; empty for no other than around it."""
        outer, self.language = self.language, language or self.language
        yield
        self.language = outer

    @contextmanager
    def elsewhere(self, *, in_text: bool = False) -> Iterator[None]:
        """Write what is no running text of a chapter, such as the contents; or what is, with ``in_text``."""
        outer, self.in_text = self.in_text, in_text
        yield
        self.in_text = outer

    @property
    def voice(self) -> Voice:
        """What the program says in the passage at hand."""
        return voice(self.language, self.own)

    def foreign(self, language: str) -> str | None:
        """``language`` where it is another than that of the passage at hand."""
        return language if language != self.language else None

    def said(self, pieces: Pieces) -> Markup:
        """Words whose languages are known; those in another language have an element that says so."""
        return Markup("").join(
            element("span", text, lang=language) if self.foreign(language) else escape(text)
            for text, language in pieces
        )

    def _value(self, node: model.FindingValue) -> Markup:
        """The value of a finding; where it is the finding's first place, that has its name."""
        said = self.said(node.pieces(self.language))
        name = self.places.pop(node.finding, None) if self.in_text else None
        return element("span", said, id=name) if name else said

    def _node(self, node: Inline) -> Markup:  # noqa: C901, PLR0912  one case a kind, in one visible place
        match node:
            case model.Text():
                if self.signs and not self.signs.isdisjoint(node.value):
                    return _named(self, node.value)
                return escape(node.value)
            case model.FindingValue():
                return self._value(node)
            case model.Emphasis():
                return element("em", self.write(node.children))
            case model.Strong():
                return element("strong", self.write(node.children))
            case model.Styled():
                return styled(node.style, self.write(node.children))
            case model.Code():
                return element("code", node.value)
            case model.Link():
                return link_out(node.href, self.write(node.children))
            case model.Reference():
                return _reference(self, node)
            case model.Indexed():
                return element("span", self.write(node.children), id=node.id)
            case model.PageNumber():
                return Markup("")
            case model.Language():
                with self.speaking(node.language):
                    return element("span", self.write(node.children), lang=node.language)
            case model.Abbreviation():
                foreign = self.foreign(node.language)
                return element("abbr", node.value, title=node.meant, lang=foreign)
            case model.NoteReference():
                return _note_reference(self, node)
            case model.Formula():
                return math(node.tree, node.source, node.alt)
            case model.InlineImage():
                return _image(self, node)
            case model.LineBreak():
                return element("br")
            case _:
                assert_never(node)


def _named(writer: InlineWriter, text: str) -> Markup:
    """A text with the name of each sign, in words, for those who do not see it."""
    from report_builder.language.signs import parted, said_in  # few reports have such signs

    language = said_in(writer.language, writer.own)
    return Markup("").join(
        element("span", part, role="img", aria_label=name, lang=writer.foreign(language))
        if name and (len(part) > 1 or part in writer.signs)
        else escape(part)
        for part, name in parted(text, language)
    )


def _image(writer: InlineWriter, node: model.InlineImage) -> Markup:
    """An image as high as its line; its words where nobody makes files of images."""
    if writer.pictures is None:
        return escape(node.alt or "")
    picture = writer.pictures.in_line(node.image)
    return element(
        "img",
        src=picture.sources[max(picture.sources)],
        width=picture.width,
        height=picture.height,
        alt=node.alt or "",
        class_="in-line",
    )


def styled(style: model.Style, words: Markup) -> Markup:
    """Words in a style, in the element that HTML has for it."""
    if style is model.Style.SMALL_CAPITALS:
        return element("span", words, class_=style.value)
    # That of notes has a look of its own.
    return element(style.value, words, class_="raised" if style is model.Style.SUPERSCRIPT else None)


def _reference(writer: InlineWriter, node: model.Reference) -> Markup:
    children = node.children
    # "figur 2 på side 17": the page's number and the words before it mean nothing on a screen.
    match children[-1]:
        case model.PageNumber():
            children = children[:-2]
        case model.Language(children=[*_, model.PageNumber()]):
            children = children[:-1]
    cites = {"id": reference_id(node.target, node.place), "role": "doc-biblioref"} if node.place else {}
    link = element("a", writer.write(children), href=writer.address(node.target), **cites)
    return link + writer.explained(node.target)


def _note_reference(writer: InlineWriter, node: model.NoteReference) -> Markup:
    if node.note not in writer.noted:
        writer.noted.add(node.note)
        writer.due.append(node.note)
    link = element(
        "a",
        str(node.number),
        id=reference_id(node.note, node.place),
        href=writer.address(node.note),
        role="doc-noteref",
        aria_label=writer.voice.words("document.link-to-note", number=node.number),
        # An attribute is in the language of its element; of what this one holds, a number, none is asked.
        lang=writer.foreign(writer.voice.language),
    )
    return element("sup", link)
