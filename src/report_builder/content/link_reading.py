"""From the tokens of a link to the link: out of the report, or to a place in it."""

from __future__ import annotations

from markdown_it.token import Token

from report_builder.content.attributes import Attributes, check_attributes
from report_builder.content.chapter import Chapter
from report_builder.content.line_hints import address_without_hints
from report_builder.content.link_files import chapter_file, in_report
from report_builder.content.links import LinkError, external_target
from report_builder.content.pasted.words import leads_nowhere
from report_builder.content.reachable import check_mail_link
from report_builder.content.references import called, on_page
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, say
from report_builder.model.inlines import Inlines, Link, Reference, plain_text
from report_builder.sources.nearest import did_you_mean


def read_link(
    token: Token,
    attributes: Attributes,
    children: Inlines,
    span: SourceSpan,
    chapter: Chapter,
    begins_sentence: bool,
) -> Link | Reference | None:
    """Read a link whose words are ``children``; None where it leads nowhere, which is told.

    ``begins_sentence`` tells whether the name of a target that is written here begins one.
    """
    diagnostics = chapter.shared.diagnostics
    href = address_without_hints(str(token.attrs["href"]), span, diagnostics)
    if file := chapter_file(href):
        href = in_report(href, file, span, chapter) or ""
        if not href:
            return None
    internal = href.startswith("#") and len(href) > 1
    classes = ("page",) if internal else ()
    owner = say("content.a-reference") if internal else say("content.a-link")
    check_attributes(attributes, diagnostics, span, owner, takes_id=False, classes=classes)
    if token.attrs.get("title"):
        chapter.error("RB-UNSUPPORTED", span, *hinted("content.link-title"))
    if label := token.meta.get("label"):
        chapter.environment.setdefault("used_labels", set()).add(label)
    if internal:
        return _reference(href[1:], "page" in attributes.classes, children, span, chapter, begins_sentence)
    if not children:
        chapter.error("RB-EMPTY", span, *hinted("content.link-empty"))
    _must_lead(children, span, chapter)
    try:
        link = Link(external_target(href), children, span)
    except LinkError as fault:
        chapter.error("RB-LINK-SCHEME", span, fault.message, fault.hint)
        return None
    check_mail_link(href, span, diagnostics)
    return link


def _must_lead(children: Inlines, span: SourceSpan, chapter: Chapter) -> None:
    """RB-WEAK-LINK for words that say nothing to who jumps from link to link (WCAG 2.1, 2.4.4)."""
    words = plain_text(children)
    if leads_nowhere(words):
        chapter.shared.diagnostics.warn("RB-WEAK-LINK", span, *hinted("content.weak-link", words=words))


def _reference(
    target: str, page: bool, children: Inlines, span: SourceSpan, chapter: Chapter, begins_sentence: bool
) -> Reference | None:
    shared = chapter.shared
    found = shared.targets.get(target)
    if found is None and not shared.chapters_known:
        return None
    if found is None:
        hint = did_you_mean(target, shared.targets) or say("content.no-target.hint", id=target)
        chapter.error("RB-DANGLING-REF", span, say("content.no-target", id=target), hint)
        return None
    if not children and not found.is_named:
        message, hint = say("content.target-nameless", id=target), say("content.no-words.hint", id=target)
        chapter.error("RB-DANGLING-REF", span, message, hint)
        return None
    automatic = not children
    _must_lead(children, span, chapter)
    if automatic:
        children = called(target, span, chapter, begins_sentence=begins_sentence)
    if page:
        children = (*children, *on_page(target, span, chapter))
    return Reference(target, children, span, automatic)
