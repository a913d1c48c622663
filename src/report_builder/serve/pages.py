"""The few pages that the server writes itself: plain, complete, and with every value escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

from report_builder.feedback import TEXT_LIMIT
from report_builder.language.catalogue import catalogue
from report_builder.language.message import Message
from report_builder.serve.form import Form
from report_builder.serve.site import Release

HTML = "text/html; charset=utf-8"

Said: TypeAlias = tuple[Message, Message]
"""A heading and a paragraph."""

# The style sheets that publish writes for its own small pages; a page without them is plain, and complete.
_SHEETS = ("theme.css", "site.css", "form.css")


def page(release: Release, said: Said, form: Form | None = None, *, choice: bool = True) -> bytes:
    """Give a page with a heading, a paragraph and a way back; with ``form``, what was posted stands in it.

    The form keeps the reader's text and choice, and the id of the answer, so that one which was stored
    after all is not stored twice; without ``choice`` it asks for a text only.
    """
    words = catalogue(release.language)
    heading, text = map(words.text, said)
    back = escape(f"/{release.report}/")
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(release.language)}">',
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        '<meta name="robots" content="noindex">',
        f"<title>{escape(heading)}</title>",
        *(f'<link rel="stylesheet" href="{escape(address)}">' for address in _styles(release)),
        "<body>",
        "<main>",
        '<div class="wide small-page">',
        f"<h1>{escape(heading)}</h1>",
        f'<p class="lead">{escape(text)}</p>',
        *(_form(release, form, choice=choice) if form else ()),
        f'<p><a class="ds-link" href="{back}">{escape(words("question.back"))}</a></p>',
        "</div>",
        "</main>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode()


def _form(release: Release, form: Form, *, choice: bool) -> Iterable[str]:
    words = catalogue(release.language)
    yield f'<form method="post" action="{escape(f"/{release.report}/feedback")}">'
    if form.id:
        yield _hidden("answer", form.id)
    if form.version is not None:
        yield _hidden("version", str(form.version))
    if form.page:
        yield _hidden("page", form.page)
    if choice:
        yield f"<fieldset><legend>{escape(words('question.asked'))}</legend>"
        yield _choice("ja", words("question.yes"), checked=form.helpful is True)
        yield _choice("nei", words("question.no"), checked=form.helpful is False)
        yield "</fieldset>"
    yield f'<p><label class="ds-label" for="text">{escape(words("question.field"))}</label></p>'
    yield f'<p class="small" id="notice">{escape(words("question.notice"))}</p>'
    # The line feed after the tag is not part of the text, and keeps one at the text's start from being lost.
    yield (
        f'<p><textarea class="ds-input" id="text" name="text" rows="8" cols="28" maxlength="{TEXT_LIMIT}" '
        f'aria-describedby="notice">\n{escape(form.text)}</textarea></p>'
    )
    yield f'<p><button class="ds-button" type="submit">{escape(words("question.send"))}</button></p>'
    yield "</form>"


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def _choice(value: str, label: str, *, checked: bool) -> str:
    mark = " checked" if checked else ""
    return (
        f'<p><input type="radio" name="helpful" value="{value}" id="{value}"{mark}> '
        f'<label for="{value}">{escape(label)}</label></p>'
    )


def _styles(release: Release) -> Iterable[str]:
    sheets = (f"{release.assets}{name}" for name in _SHEETS)
    return [address for address in sheets if address in release.files]
