"""Inline nodes to runs: which face, which colour, which structure element."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from report_builder.language.catalogue import Catalogue
from report_builder.layout.blocks.elements import ElementOwner, LinkTarget
from report_builder.layout.compose.fonts import FontBook
from report_builder.layout.compose.runs import Look, Run
from report_builder.model.inlines import (
    Code,
    Emphasis,
    FindingValue,
    Inline,
    Inlines,
    Language,
    LineBreak,
    Link,
    NoteReference,
    PageNumber,
    Reference,
    Strong,
    Text,
    plain_text,
    reference_id,
)
from report_builder.model.tags import Element
from report_builder.model.titles import Titles
from report_builder.theme.model import Colour, TextStyle, Theme

_ITALIC = {"regular": "italic", "italic": "regular", "bold": "bold_italic", "bold_italic": "bold"}
_BOLD = {"regular": "bold", "italic": "bold_italic", "bold": "bold", "bold_italic": "bold_italic"}
_CODE_SIZE = 0.92
_NOTE_SIZE = 0.66
_NOTE_RISE = 0.34


class Setting(Struct, frozen=True):
    """How the runs at hand are set: a text style, changed by the inline nodes around them."""

    family: str
    face: str
    size: float
    colour: Colour
    language: str
    hyphenate: bool
    tracking: float
    rise: float = 0.0
    underline: bool = False


class Looks:
    """One ``Look`` for each setting of a document."""

    def __init__(self, theme: Theme, book: FontBook) -> None:
        self._theme = theme
        self._book = book
        self._looks: dict[Setting, Look] = {}

    def setting(self, style: TextStyle, language: str) -> Setting:
        """The setting that ``style`` asks for."""
        return Setting(
            style.family, style.face, style.size, style.colour, language, style.hyphenate, style.tracking
        )

    def look(self, setting: Setting) -> Look:
        """The look of a setting."""
        look = self._looks.get(setting)
        if look is None:
            face = self._book.face(setting.family, setting.face)
            colour = operator(setting.colour)
            look = Look(
                face,
                setting.size,
                colour,
                setting.language,
                setting.hyphenate,
                setting.tracking,
                setting.rise,
                setting.underline,
                setting.family == "mono",
            )
            self._looks[setting] = look
        return look

    @property
    def link_colour(self) -> Colour:
        """The colour of links."""
        return self._theme.palette["signal"]


def operator(colour: Colour, stroke: bool = False) -> str:
    """The operator that sets ``colour`` for filling or for stroking."""
    name = "RG" if stroke else "rg"
    return f"{colour.red:.3g} {colour.green:.3g} {colour.blue:.3g} {name}"


class InlineReader(Struct):
    """Turns the inline nodes of one block into runs; collects the footnotes it meets."""

    looks: Looks
    words: Catalogue
    page_label: Callable[[str], str]
    titles: Titles
    notes: list[tuple[NoteReference, ElementOwner]]
    seen_notes: set[str]

    def runs(self, inlines: Inlines, setting: Setting, owner: ElementOwner) -> list[Run]:
        """The runs of ``inlines``, owned by ``owner`` and by new elements below it."""
        found: list[Run] = []
        for node in inlines:
            self._read(node, setting, owner, found)
        return found

    def _read(  # noqa: C901  one case a kind, in one visible place
        self, node: Inline, setting: Setting, owner: ElementOwner, runs: list[Run]
    ) -> None:
        match node:
            case Text() | FindingValue():
                runs.append(Run(node.value, self.looks.look(setting), owner, node.span))
            case Emphasis():
                self._below(node.children, replace(setting, face=_ITALIC[setting.face]), "Em", owner, runs)
            case Strong():
                self._below(node.children, replace(setting, face=_BOLD[setting.face]), "Strong", owner, runs)
            case Code():
                mono = replace(setting, family="mono", size=setting.size * _CODE_SIZE, hyphenate=False)
                inner = ElementOwner(Element("Code"), owner)
                runs.append(Run(node.value.replace("\n", " "), self.looks.look(mono), inner, node.span))
            case Link():
                inner = ElementOwner(Element("Link"), owner, link=self._web_link(node))
                runs += self.runs(node.children, self._linked(setting), inner)
            case Reference():
                contents = self.words("document.link-to", title=self.titles.of(node.target))
                target = LinkTarget(contents, anchor=node.target)
                inner = ElementOwner(Element("Link"), owner, link=target)
                runs += self.runs(node.children, self._linked(setting), inner)
            case PageNumber():
                look = self.looks.look(setting)
                runs.append(Run(self.page_label(node.target), look, owner, node.span, node.target))
            case Language():
                inner = ElementOwner(Element("Span", language=node.language), owner)
                runs += self.runs(node.children, replace(setting, language=node.language), inner)
            case NoteReference():
                self._note(node, setting, owner, runs)
            case LineBreak():
                runs.append(Run("\n", self.looks.look(setting), owner, node.span))
            case _:
                assert_never(node)

    def _below(
        self, children: Inlines, setting: Setting, role: str, owner: ElementOwner, runs: list[Run]
    ) -> None:
        runs += self.runs(children, setting, ElementOwner(Element(role), owner))

    def _linked(self, setting: Setting) -> Setting:
        return replace(setting, colour=self.looks.link_colour, underline=True)

    def _web_link(self, node: Link) -> LinkTarget:
        text = plain_text(node.children)
        if node.href.startswith("mailto:"):
            return LinkTarget(self.words("document.mail-to", address=text), uri=node.href)
        if node.href.startswith("tel:"):
            return LinkTarget(self.words("document.call", number=text), uri=node.href)
        contents = text if text == node.href else f"{text} ({node.href})"
        return LinkTarget(contents, uri=node.href)

    def _note(self, node: NoteReference, setting: Setting, owner: ElementOwner, runs: list[Run]) -> None:
        raised = replace(
            setting,
            size=setting.size * _NOTE_SIZE,
            rise=setting.size * _NOTE_RISE,
            colour=self.looks.link_colour,
        )
        reference = ElementOwner(Element("Reference"), owner)
        target = LinkTarget(self.words("document.link-to-note", number=node.number), anchor=node.note)
        anchor = None
        if node.note not in self.seen_notes:
            self.seen_notes.add(node.note)
            anchor = reference_id(node.note)
        link = ElementOwner(Element("Link"), reference, link=target, anchor=anchor)
        runs.append(Run(str(node.number), self.looks.look(raised), link, node.span))
        if anchor:
            self.notes.append((node, link))
