"""From inline tokens to inline nodes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markdown_it.token import Token
from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.content.attributes import (
    ALLOW_HINT,
    NO_ATTRIBUTES,
    Attributes,
    check_attributes,
)
from report_builder.content.bare_links import linked
from report_builder.content.chapter import Chapter
from report_builder.content.comments import BEGIN
from report_builder.content.formats import NO_TEXT
from report_builder.content.language_attribute import tag_of
from report_builder.content.limits import LONGEST, tell_length
from report_builder.content.line_hints import code_without_hyphens
from report_builder.content.link_reading import read_link
from report_builder.content.markdown import has_markup, parse_inlines
from report_builder.content.printed_comments import tell_comment
from report_builder.content.references import called, on_page, parts
from report_builder.content.spoken import ROLES
from report_builder.content.styling import (
    INDEX_CLASSES,
    INDEX_KEYS,
    STYLE_CLASSES,
    STYLE_ROLES,
    styled,
)
from report_builder.content.text_positions import Place
from report_builder.content.tied_inlines import tied_inlines
from report_builder.content.ties import tie
from report_builder.content.token_tree import Node
from report_builder.content.typography import clean, unset_script
from report_builder.content.voices import tell_language
from report_builder.diagnostics import Fix, SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.model.comments import Comment
from report_builder.model.inlines import (
    Code,
    Emphasis,
    FindingValue,
    Inline,
    Inlines,
    Language,
    LineBreak,
    Reference,
    Strong,
    Style,
    Text,
    plain_text,
    rewritten,
)
from report_builder.patterns import late
from report_builder.sources.nearest import did_you_mean
from report_builder.sources.source_text import tell_invisible, without_invisible

MAX_DEPTH = 12
"""How many emphases, links and spans may stand inside each other."""

_INDEXED = frozenset(INDEX_CLASSES)
_SENTENCE_END = late(r"[.!?…»]\s$")


def read_content(node: Node, chapter: Chapter) -> Inlines:
    """Read the inlines of a block."""
    if len(node.content) > LONGEST and not chapter.shared.has_plain_signs:
        span = SourceSpan(chapter.path, node.line + 1)
        tell_length(len(node.content), span, chapter.shared.diagnostics)
        return (Text(NO_TEXT, span),)
    if node.tokens is not None:
        return _Reader(chapter, chapter.place(node)).read(node.tokens)
    return read_inlines(node.content, chapter.place(node), chapter)


def read_inlines(content: str, place: Place, chapter: Chapter) -> Inlines:
    """Read inline Markdown; ``place`` tells where it stands."""
    if has_markup(content):
        return _Reader(chapter, place).read(parse_inlines(content, chapter.environment))
    value = tie(clean(content).strip(" "), chapter.language, chapter.shared.counted)
    return linked(value, place, len(content) - len(content.lstrip()), chapter) if value else ()


def read_attribute(node: Node, chapter: Chapter, key: str) -> Inlines:
    """Read an attribute's value as inline Markdown."""
    value = node.attributes.values.get(key, "").strip()
    return read_inlines(value, chapter.place(node, value), chapter)


class _Open(Struct):
    """An inline that was opened and not closed yet."""

    token: Token
    children: list[Inline] = field(default_factory=list)


class _Reader:
    """Builds the nodes of one block. Neighbouring texts become one; blanks never meet."""

    def __init__(self, chapter: Chapter, place: Place) -> None:
        self._chapter = chapter
        self._place = place
        self._stack: list[_Open] = [_Open(Token("root", "", 0))]
        self._links = 0  # that are open; counted, since what is hostile nests thousands deep
        self._text: list[str] = []
        self._text_at = 0
        self._last = ""  # the character set last; nothing at the start of a line
        self._begins_sentence = True
        self._too_deep = False

    def read(self, tokens: list[Token]) -> Inlines:
        for token in tokens:
            handle = _TOKENS.get(token.type)
            if handle is not None:
                handle(self, token)
            elif token.nesting > 0:
                self._open(token)
            elif token.nesting < 0:
                self._close(token)
            else:
                self.unsupported(token)
        self._flush()
        chapter = self._chapter
        return tied_inlines(tuple(self._stack[0].children), chapter.language, chapter.shared.counted)

    # Text

    def add_text(self, token: Token) -> None:
        if token.info == "entity":
            self._read_entity(token)
        if not self._text:
            self._text_at = token.meta.get("at", 0)
        self._text.append(token.content)

    def _read_entity(self, token: Token) -> None:
        """Look at a character that the file itself does not have, as it was looked at the others."""
        token.content, invisible = without_invisible(token.content)
        tell_invisible(invisible, self._span(token), self._chapter.shared.diagnostics)
        if found := unset_script(token.content):
            self._chapter.error("RB-SCRIPT", self._span(token), found.message, found.hint)

    def add_blank(self, token: Token) -> None:
        if not self._text:
            self._text_at = token.meta.get("at", 0)
        self._text.append(" ")

    def _flush(self) -> None:
        """Make a node of the text that was collected."""
        if not self._text:
            return
        value = clean("".join(self._text))
        self._text.clear()
        if self._last in ("", " "):
            value = value.lstrip(" ")
        if not value:
            return
        if self._links:
            self._add(Text(value, self._place.at(self._text_at)), value[-1])
            return
        for node in linked(value, self._place, self._text_at, self._chapter):
            self._add(node, value[-1])

    def _add(self, node: Inline, last: str) -> None:
        self._stack[-1].children.append(node)
        self._last = last
        self._begins_sentence = isinstance(node, Text) and bool(_SENTENCE_END.search(node.value[-3:]))

    def _span(self, token: Token) -> SourceSpan:
        return self._place.at(token.meta.get("at", 0))

    # Leaves

    def code(self, token: Token) -> None:
        self._flush()
        span = self._span(token)
        self._add(
            Code(code_without_hyphens(token.content, span, self._chapter.shared.diagnostics), span), "`"
        )

    def line_break(self, token: Token) -> None:
        self._flush()
        self._add(LineBreak(self._span(token)), "")

    def role(self, token: Token) -> None:
        self._flush()
        span = self._span(token)
        tell_comment(token.content, span, self._chapter.shared.diagnostics)
        if style := STYLE_ROLES.get(token.info):
            words = clean(token.content)
            for node in styled(style, (Text(words, span),), span):
                self._add(node, words[-1:])
        elif token.info not in ROLES:
            hint = did_you_mean(token.info, (*ROLES, *STYLE_ROLES)) or say("content.no-role.hint")
            self._chapter.error("RB-UNSUPPORTED", span, say("content.no-role", role=token.info), hint)
        elif finding := self._chapter.shared.finding(token.content, span):
            value = self._chapter.value(finding, span, alone=token.info == "number")
            self._add(value, value.value[-1:])
        else:  # a number stands here, so that the place is not found empty too
            self._add(Text(NO_TEXT, span), NO_TEXT)

    def footnote(self, token: Token) -> None:
        self._flush()
        span = self._span(token)
        self._no_link_around(span, say("content.note-in-link"))
        reference = self._chapter.refer_to_note(token.info, span)
        if reference is not None:
            self._add(reference, "^")

    def citation(self, token: Token) -> None:
        from report_builder.content.literature.citing import read_citation  # few reports cite anything

        self._flush()
        span = self._span(token)
        self._no_link_around(span, say("content.citation-in-link"))
        meant = token.meta.get("in_brackets", "")
        for node in read_citation(token.content, span, self._chapter, meant):
            self._add(node, ")")

    def fact(self, token: Token) -> None:
        if token.content:
            self.add_text(token)
            return
        from report_builder.content.facts import tell_fact  # only a faulty report needs it

        tell_fact(token.info, self._span(token), self._chapter)
        self._flush()
        self._add(Text(NO_TEXT, self._span(token)), NO_TEXT)

    def markup(self, token: Token) -> None:
        if self._chapter.shared.html_literal:
            self.add_text(token)
            return
        shown = clean(token.content if len(token.content) <= 40 else token.content[:37] + "…")
        if token.content.startswith(("{", "<%")):
            message, hint = say("content.template", text=shown), say("content.template.hint")
        elif token.content.startswith(BEGIN):
            message, hint = hinted("content.comment-open")
        else:
            message, hint = say("content.html", text=shown), say("content.html.hint")
        self._chapter.error("RB-HTML", self._span(token), message, hint)

    def comment(self, token: Token) -> None:
        if token.content:
            self._chapter.shared.comments.append(Comment(token.content, self._span(token)))

    def image(self, token: Token) -> None:
        from report_builder.content.inline_images import read_inline_image  # few reports have one

        self._flush()
        said = read_inlines(token.content.strip(), self._place, self._chapter)
        if image := read_inline_image(token, said, self._place, self._chapter):
            self._add(image, "!")

    def formula(self, token: Token) -> None:
        from report_builder.content.formulas.marks import read_inline_formula

        self._flush()
        if formula := read_inline_formula(token, self._place, self._chapter):
            self._add(formula, "$")

    def unsupported(self, token: Token) -> None:
        message = token.meta.get("message") or say("content.unknown-token", kind=token.info or token.type)
        hint = token.meta.get("hint") or say("content.unknown-token.hint")
        self._chapter.error("RB-UNSUPPORTED", self._span(token), message, hint)

    def misplaced(self, token: Token) -> None:
        message = say("content.attributes-astray", attributes=clean(token.content))
        span = self._span(token)
        if self._chapter.shared.diagnostics.has_told("RB-PASTE-CAPTION", span):
            return  # they are those of a caption that belongs to nothing, which is what has to be mended
        if token.content.startswith("{allow="):
            fixes = (Fix(span, span, "\n"),) if span.column == 1 else ()
            self._chapter.error("RB-UNKNOWN-ATTRIBUTE", span, message, ALLOW_HINT, fixes)
            return
        hint = say("content.attributes-astray.hint")
        if token.content.startswith("{lang"):
            hint = say("content.attributes-astray-language.hint")
        elif token.content.startswith("{#"):
            hint = say("content.attributes-astray-id.hint")
        self._chapter.error("RB-UNKNOWN-ATTRIBUTE", span, message, hint)

    # What has an inside

    def _open(self, token: Token) -> None:
        self._flush()
        if token.type == "link_open":
            self._no_link_around(self._span(token), say("content.link-in-link"))
        if len(self._stack) > MAX_DEPTH and not self._too_deep:
            self._too_deep = True
            self._chapter.error(
                "RB-NESTING", self._span(token), *hinted("content.inlines-deep", most=MAX_DEPTH)
            )
        self._stack.append(_Open(token))
        self._links += token.type == "link_open"

    def _close(self, token: Token) -> None:
        self._flush()
        opened = self._stack.pop()
        self._links -= opened.token.type == "link_open"
        if self._too_deep:
            return
        span = self._span(opened.token)
        children = tuple(opened.children)
        match token.type:
            case "em_close":
                self._stack[-1].children.append(Emphasis(children, span))
            case "strong_close":
                self._stack[-1].children.append(Strong(children, span))
            case "styled_close":
                self._stack[-1].children.extend(styled(Style(opened.token.info), children, span))
            case "span_close":
                self._close_span(opened.token, children, span)
            case "link_close":
                self._close_link(opened.token, token.meta.get("attributes", NO_ATTRIBUTES), children, span)
            case _:
                self.unsupported(opened.token)

    def _no_link_around(self, span: SourceSpan, message: Message) -> None:
        """RB-UNSUPPORTED with ``message`` for what stands inside a link and may not."""
        if self._links:
            self._chapter.error("RB-UNSUPPORTED", span, message, say("content.inside-link.hint"))

    def _close_span(self, token: Token, children: Inlines, span: SourceSpan) -> None:
        attributes: Attributes = token.meta["attributes"]
        diagnostics = self._chapter.shared.diagnostics
        owner, classes = say("content.a-passage"), (*STYLE_CLASSES, *INDEX_CLASSES)
        keys = ("lang", *INDEX_KEYS)
        check_attributes(attributes, diagnostics, span, owner, takes_id=False, classes=classes, keys=keys)
        language = tag_of(attributes)
        place = self._place.at(token.meta["language_at"])
        tell_language(attributes, (), children, self._chapter, place)
        for name in attributes.classes if children else ():
            children = styled(STYLE_CLASSES[name], children, span) if name in STYLE_CLASSES else children
        if language and not children:
            self._chapter.error("RB-EMPTY", span, *hinted("content.passage-empty"))
            return
        if language:
            with self._chapter.speaking(language):
                children = (Language(language, self._spoken(children), span),)
        if not (attributes.values.keys().isdisjoint(INDEX_KEYS) and _INDEXED.isdisjoint(attributes.classes)):
            from report_builder.content.indexing import indexed  # few reports have an index

            terms = partial(read_inlines, place=self._place, chapter=self._chapter)
            children = indexed(attributes, children, span, self._chapter, terms)
        self._stack[-1].children.extend(children)

    def _spoken(self, children: Inlines) -> Inlines:
        """Write values of findings anew, now that the language of the passage is known."""
        return rewritten(children, self._spoken_node)

    def _spoken_node(self, node: Inline) -> Inlines | None:
        match node:
            case FindingValue():
                finding = self._chapter.shared.findings[node.finding]
                return (self._chapter.value(finding, node.span, alone=node.alone),)
            case Reference():
                words, page = parts(node)
                if node.automatic:
                    begins = plain_text(words)[:1].isupper()
                    words = called(node.target, node.span, self._chapter, begins_sentence=begins)
                else:
                    words = self._spoken(words)
                page = page and on_page(node.target, node.span, self._chapter)
                return (replace(node, children=(*words, *page)),)
            case _:  # a passage within has a language of its own
                return (node,) if isinstance(node, Language) else None

    def _close_link(self, token: Token, attributes: Attributes, children: Inlines, span: SourceSpan) -> None:
        link = read_link(token, attributes, children, span, self._chapter, self._begins_sentence)
        if isinstance(link, Reference):
            self._add(link, ")")
        elif link is not None:
            self._stack[-1].children.append(link)


_TOKENS: dict[str, Callable[[_Reader, Token], None]] = {
    "text": _Reader.add_text,
    "text_special": _Reader.add_text,
    "softbreak": _Reader.add_blank,
    "hardbreak": _Reader.line_break,
    "code_inline": _Reader.code,
    "role": _Reader.role,
    "footnote_reference": _Reader.footnote,
    "citation": _Reader.citation,
    "fact": _Reader.fact,
    "markup": _Reader.markup,
    "comment": _Reader.comment,
    "image": _Reader.image,
    "formula": _Reader.formula,
    "displayed_formula": _Reader.formula,
    "unsupported": _Reader.unsupported,
    "misplaced_attributes": _Reader.misplaced,
}
