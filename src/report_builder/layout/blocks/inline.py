"""Inline nodes to runs: which face, which colour, which structure element."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import SourceSpan
from report_builder.language.passages import Pieces, marked
from report_builder.language.writing import NASTALIQ
from report_builder.layout.blocks import styles
from report_builder.layout.blocks.elements import LAYOUT, ElementOwner, LinkTarget
from report_builder.layout.blocks.link_names import name_of_note, name_of_reference, name_of_web_link
from report_builder.layout.blocks.setting import Setting, operator
from report_builder.layout.compose.fonts import FontBook
from report_builder.layout.compose.runs import Look, Run
from report_builder.model.back_references import reference_id
from report_builder.model.inlines import (
    BETWEEN_NOTES,
    Abbreviation,
    Code,
    Emphasis,
    FindingValue,
    Formula,
    Indexed,
    Inline,
    InlineImage,
    Inlines,
    Language,
    LineBreak,
    Link,
    NoteReference,
    PageNumber,
    Reference,
    Strong,
    Style,
    Styled,
    Text,
    pieces,
    rewritten,
)
from report_builder.model.tags import Element
from report_builder.model.titles import Titles
from report_builder.theme.features import asked_features
from report_builder.theme.model import Colour, TextStyle, Theme

if TYPE_CHECKING:
    from report_builder.layout.compose.drawn import BlankGlyph
    from report_builder.layout.compose.signs import Signs

_ITALIC = {"regular": "italic", "italic": "regular", "bold": "bold_italic", "bold_italic": "bold"}
_BOLD = {"regular": "bold", "italic": "bold_italic", "bold": "bold", "bold_italic": "bold_italic"}
_CODE_SIZE = 0.92
_NOTE_SIZE = 0.66
_NOTE_RISE = 0.34


class Looks:
    """One ``Look`` for each setting of a document."""

    def __init__(self, theme: Theme, book: FontBook, signs: Signs | None = None) -> None:
        """Take the theme with its faces, and the signs that are put into words."""
        self.signs = signs
        self._theme = theme
        self._book = book
        self._looks: dict[Setting, Look] = {}
        self.has_drawings = False
        """Whether something is drawn in a line so far, for which lines may have to make room."""

    def setting(self, style: TextStyle, language: str) -> Setting:
        """The setting that ``style`` asks for."""
        return Setting(
            *(style.family, style.face, style.size, style.colour, language),
            *(style.hyphenate, style.tracking),
            asked_features(style.figures, style.figure_width, style.caps),
        )

    def share(self, family: str, of: str) -> float:
        """How much larger a family is set than another."""
        fonts = self._theme.fonts
        return fonts[family].scale / fonts[of].scale

    def look(self, setting: Setting) -> Look:
        """The look of a setting."""
        look = self._looks.get(setting)
        if look is None:
            face = self._book.face(setting.family, setting.face, setting.features)
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
                setting.marking,
            )
            self._looks[setting] = look
        return look

    @property
    def has_nastaliq(self) -> bool:
        """Whether words can be set in Nastaliq."""
        return self._book.script(bold=False, script=NASTALIQ) is not None

    @property
    def image_ppi(self) -> int:
        """How fine images are."""
        return self._theme.image_ppi

    def formula_size(self, setting: Setting) -> float:
        """The size in which small letters of a formula are as high as those of the text around it."""
        from report_builder.layout.formulas.font import math_font

        letters = self._book.face(setting.family, setting.face).x_height
        return setting.size * letters / math_font().x_height

    def blank(self, setting: Setting) -> BlankGlyph:
        """The blank of the text around a drawing."""
        from report_builder.layout.compose.drawn import BlankGlyph

        face = self._book.face(setting.family, setting.face)
        return BlankGlyph(face.font, setting.size, face.space * setting.size / 1000.0)

    @property
    def link_colour(self) -> Colour:
        """The colour of links."""
        return self._theme.palette["signal"]


class InlineReader(Struct):
    """Turns the inline nodes of one block into runs; collects the footnotes it meets.

    ``language`` is that of the report, which is spoken where the program has no words of the passage's own.
    """

    looks: Looks
    language: str
    page_label: Callable[[str], str]
    titles: Titles
    notes: list[tuple[NoteReference, ElementOwner]]
    seen_notes: set[str]

    def runs(self, inlines: Inlines, setting: Setting, owner: ElementOwner) -> list[Run]:
        """The runs of ``inlines``, owned by ``owner`` and by new elements below it."""
        found: list[Run] = []
        above: Inline | None = None
        for node in inlines:
            if isinstance(node, NoteReference) and isinstance(above, NoteReference):
                look = self.looks.look(self._raised(setting))
                found.append(Run(BETWEEN_NOTES, look, owner, node.span))
            self._read(node, setting, owner, found)
            above = node
        return found

    def _read(  # noqa: C901, PLR0912  one case a kind, in one visible place
        self, node: Inline, setting: Setting, owner: ElementOwner, runs: list[Run]
    ) -> None:
        match node:
            case Text():
                runs += self._text(node.value, setting, owner, node.span)
            case FindingValue():
                runs += self.said(node.pieces(setting.language), setting, owner, node.span)
            case Emphasis():
                self._below(node.children, replace(setting, face=_ITALIC[setting.face]), "Em", owner, runs)
            case Strong():
                self._below(node.children, replace(setting, face=_BOLD[setting.face]), "Strong", owner, runs)
            case Styled():
                runs += self._styled(node, setting, owner)
            case Code():
                size = setting.size * _CODE_SIZE * self.looks.share("mono", setting.family)
                mono = replace(setting, family="mono", size=size, hyphenate=False)
                inner = ElementOwner(Element("Code"), owner)
                runs += self._text(node.value.replace("\n", " "), mono, inner, node.span)
            case Link():
                named = name_of_web_link(node, setting.language, self.language)
                target = LinkTarget(marked(named, setting.language), uri=node.href)
                inner = ElementOwner(Element("Link"), owner, link=target)
                runs += self.runs(node.children, self._linked(setting), inner)
            case Reference():
                target = LinkTarget(partial(self._reference, node, setting.language), anchor=node.target)
                inner = self._link_owner(node, owner, target)
                runs += self.runs(node.children, self._linked(setting), inner)
            case Indexed():
                runs += self.runs(
                    node.children, setting, ElementOwner(Element("Span"), owner, anchor=node.id)
                )
            case PageNumber():
                look = self.looks.look(setting)
                runs.append(Run(self.page_label(node.target), look, owner, node.span, node.target))
            case Language():
                inner = ElementOwner(Element("Span", language=node.language), owner)
                runs += self.runs(node.children, replace(setting, language=node.language), inner)
            case Abbreviation():
                language = node.language if node.language != setting.language else None
                element = Element("Span", language=language, expansion=node.meant)
                look = self.looks.look(replace(setting, language=node.language))
                runs.append(Run(node.value, look, ElementOwner(element, owner), node.span))
            case NoteReference():
                self._note(node, setting, owner, runs)
            case Formula():
                runs.append(self._formula(node, setting, owner))
            case InlineImage():
                runs.append(self._image(node, setting, owner))
            case LineBreak():
                runs.append(Run("\n", self.looks.look(setting), owner, node.span))
            case _:
                assert_never(node)

    def _text(
        self, text: str, setting: Setting, owner: ElementOwner, span: SourceSpan | None
    ) -> Iterable[Run]:
        """The run of a text; signs that its language has no words for are said in that of the report."""
        look, signs = self.looks.look(setting), self.looks.signs
        if signs and (pieces := signs.in_pieces(text, look)):
            return self.said(pieces, setting, owner, span)
        return (Run(text, look, owner, span),)

    @staticmethod
    def _link_owner(node: Reference, owner: ElementOwner, target: LinkTarget) -> ElementOwner:
        """The owner of a link in the report; one that cites a source can be found again from there."""
        if not node.place:
            return ElementOwner(Element("Link"), owner, link=target)
        reference = ElementOwner(Element("Reference"), owner)
        anchor = reference_id(node.target, node.place)
        return ElementOwner(Element("Link"), reference, link=target, anchor=anchor)

    def _styled(self, node: Styled, setting: Setting, owner: ElementOwner) -> list[Run]:
        """Words in a style; a key has room on either side, for the frame around it."""
        change = styles.setting_of(node.style, setting, self.looks.share("mono", setting.family))
        runs = self.runs(node.children, change, ElementOwner(styles.element_of(node.style, setting), owner))
        if node.style is not Style.KEY:
            return runs
        from report_builder.layout.compose.drawn import Drawn, DrawnFace  # few reports have one

        face = DrawnFace([Drawn(None, styles.KEY_ROOM * setting.size, 0.0, 0.0)], setting.size)
        look = Look(face, setting.size, operator(setting.colour), setting.language, hyphenate=False)
        room = Run(face.text, look, LAYOUT, node.span)
        return [room, *runs, room]

    def _image(self, node: InlineImage, setting: Setting, owner: ElementOwner) -> Run:
        from report_builder.layout.blocks.inline_images import image_face  # few reports have one

        self.looks.has_drawings = True
        face = image_face(node.image, setting.size, self.looks.image_ppi)
        look = Look(face, setting.size, operator(setting.colour), setting.language, hyphenate=False)
        if node.alt is None:
            return Run(face.text, look, LAYOUT, node.span)
        return Run(face.text, look, _told(node, "Figure", setting, owner), node.span)

    def _formula(self, node: Formula, setting: Setting, owner: ElementOwner) -> Run:
        from report_builder.layout.formulas.in_line import formula_face  # few reports have one

        self.looks.has_drawings = True
        size, blank = self.looks.formula_size(setting), self.looks.blank(setting)
        face = formula_face(node.tree, size, setting.colour.name, blank)
        look = Look(face, setting.size, operator(setting.colour), setting.language, hyphenate=False)
        return Run(face.text, look, _told(node, "Formula", setting, owner), node.span)

    def said(
        self, pieces: Pieces, setting: Setting, owner: ElementOwner, span: SourceSpan | None
    ) -> list[Run]:
        """The runs of ``pieces``; those in another language than the setting's have an element for it."""
        found: list[Run] = []
        for text, language in pieces:
            own, look = owner, setting
            if language != setting.language:
                own = ElementOwner(Element("Span", language=language), owner)
                look = replace(setting, language=language)
            found.append(Run(text, self.looks.look(look), own, span))
        return found

    def _below(
        self, children: Inlines, setting: Setting, role: str, owner: ElementOwner, runs: list[Run]
    ) -> None:
        runs += self.runs(children, setting, ElementOwner(Element(role), owner))

    def _linked(self, setting: Setting) -> Setting:
        return replace(setting, colour=setting.links or self.looks.link_colour, underline=True)

    def _reference(self, node: Reference, language: str) -> str:
        """Give the name of a link in the report, with the numbers of pages as they are painted."""

        def seen(inline: Inline) -> Inlines | None:
            if isinstance(inline, PageNumber):
                return (Text(self.page_label(inline.target), inline.span),)
            return None

        words = pieces(rewritten(node.children, seen), language)
        title = self.titles.of(node.target)
        return marked(name_of_reference(words, title, language, self.language), language)

    @staticmethod
    def _raised(setting: Setting) -> Setting:
        return replace(setting, size=setting.size * _NOTE_SIZE, rise=setting.size * _NOTE_RISE)

    def _note(self, node: NoteReference, setting: Setting, owner: ElementOwner, runs: list[Run]) -> None:
        raised = replace(self._raised(setting), colour=setting.links or self.looks.link_colour)
        reference = ElementOwner(Element("Reference"), owner)
        named = name_of_note(node.number, setting.language, self.language)
        target = LinkTarget(marked(named, setting.language), anchor=node.note)
        anchor = reference_id(node.note, node.place)
        link = ElementOwner(Element("Link"), reference, link=target, anchor=anchor)
        runs.append(Run(str(node.number), self.looks.look(raised), link, node.span))
        if node.note not in self.seen_notes:
            self.seen_notes.add(node.note)
            self.notes.append((node, link))


def _told(node: Formula | InlineImage, role: str, setting: Setting, owner: ElementOwner) -> ElementOwner:
    """The owner of what is drawn in a line, with the words that stand for it."""
    alt = marked(node.alt_pieces, setting.language) if node.alt_pieces else node.alt
    return ElementOwner(Element(role, alt=alt), owner)
