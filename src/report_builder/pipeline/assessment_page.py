"""The page that shows what a question is about: its pages as pictures, with what is meant outlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Self

from report_builder.check.judgement.asking import Asked, Task
from report_builder.check.judgement.naming import named
from report_builder.check.judgement.subject import Subject
from report_builder.compare.drawing import Pages
from report_builder.compare.model import Box
from report_builder.compare.page_pairs import data_uri
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import say
from report_builder.output import write_file

_SCALE = 1.4
"""Pixels per point: on a screen a page is a little larger than on paper."""
_MOST_PAGES = 40
"""So many pages are shown; what stands on more has its first ones."""
_EDGE = 3.0
"""Points between what is outlined and its outline."""


class Shower:
    """Writes the page ``path`` anew for each thing in a file that is asked about; use it in a ``with``."""

    def __init__(self, pdf: bytes, asked: Asked, path: Path, words: Catalogue) -> None:
        self._pages = Pages(pdf)
        self._asked, self._path, self._words = asked, path, words

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pages.__exit__()

    def show(self, subject: Subject, tasks: Sequence[Task], diagnostics: Diagnostics) -> bool:
        """Write the page about one thing; False after RB-OUTPUT-WRITE."""
        return write_file(self._path, "".join(self._html(subject, tasks)).encode(), diagnostics)

    def _html(self, subject: Subject, tasks: Sequence[Task]) -> Iterator[str]:
        said = self._words
        style = files("report_builder").joinpath("data/judgement/page.css").read_text("utf-8")
        title = escape(said.text(named(subject)))
        yield f'<!DOCTYPE html>\n<html lang="{escape(said.language)}">\n<head>\n<meta charset="utf-8">\n'
        yield f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        yield "<ul>\n"
        for task in tasks:
            yield f"<li>{escape(said(task.question.key))} <small>{escape(task.question.id)}</small></li>\n"
        yield "</ul>\n"
        facts = (
            ("judgement.fact-name", subject.name),
            ("compare.texts", subject.text),
            ("judgement.fact-alt", subject.alt),
        )
        if any(value for _, value in facts):
            rows = (
                f"<dt>{escape(said(key))}</dt><dd>{escape(value)}</dd>\n" for key, value in facts if value
            )
            yield f"<dl>\n{''.join(rows)}</dl>\n"
        for page in subject.pages[:_MOST_PAGES]:
            yield self._page(subject, page)
        if script := self._asked.scripts.get(subject.key):
            yield f"<h2>{escape(said('judgement.fact-script'))}</h2>\n<pre>{escape(script)}</pre>\n"
        yield "</main>\n</body>\n</html>\n"

    def _page(self, subject: Subject, page: int) -> str:
        width, height = self._pages.size(page)
        places = self._pages.boxes(page)
        boxes = [places[mcid] for at, mcid in subject.marks if at == page and mcid in places]
        name = escape(self._words.text(say("compare.page", page=page + 1)))
        outlines = "".join(_outline(box, width, height) for box in boxes)
        picture = data_uri(self._pages.page(page, _SCALE))
        image = f'<img src="{picture}" alt="{name}" width="{width * _SCALE:.0f}">'
        return f"<figure><figcaption>{name}</figcaption><div>{image}{outlines}</div></figure>\n"


def _outline(box: Box, width: float, height: float) -> str:
    """The outline of a box, in parts of the page."""
    left, bottom, right, top = box
    where = (
        ("left", (left - _EDGE) / width),
        ("top", (height - top - _EDGE) / height),
        ("width", (right - left + 2 * _EDGE) / width),
        ("height", (top - bottom + 2 * _EDGE) / height),
    )
    style = ";".join(f"{name}:{100 * part:.2f}%" for name, part in where)
    return f'<span style="{style}"></span>'
