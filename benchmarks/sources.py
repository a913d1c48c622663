"""The same text as a report of ours and as a Typst document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.words import Piece, Run
from report_builder.theme import load_theme

_OPENER_LINES = 14

_REPORT = """\
title: Målt rapport
subtitle: Tekst til måling av fart og minne
kind: Prøve
language: nb
publisher: Eksempeletaten
series: Prøve
number: "1"
issn: 1890-6583
authors: [Kari Eksempel]
keywords: [måling]
description: En rapport av bare tekst.
published: 2020-01-02
updated: 2020-01-02
chapters:
{chapters}
output: rapport
"""

_TYPST = """\
#set document(title: "Målt rapport", author: "Kari Eksempel", description: "En rapport av bare tekst.")
#set page(
  width: {width}pt, height: {height}pt, binding: left,
  margin: (inside: {inside}pt, outside: {outside}pt, top: {top}pt, bottom: {bottom}pt),
  numbering: "1",
  header: context {{
    let before = query(selector(heading.where(level: 1)).before(here()))
    if before.len() > 0 {{ before.last().body }}
  }},
)
#set text(
  lang: "nb", font: "Literata", size: {size}pt, hyphenate: true, kerning: true, ligatures: false,
  top-edge: 0.8em, bottom-edge: -0.2em,
)
#set par(justify: false, linebreaks: "{linebreaks}", leading: {leading}pt, spacing: {spacing}pt)
#set heading(numbering: "1.1")
#show heading.where(level: 1): set text(size: {chapter_size}pt)
#show heading.where(level: 2): set text(size: {section_size}pt)
#show heading.where(level: 2): set block(above: {section_above}pt, below: {section_below}pt)
#show heading.where(level: 1): it => {{ pagebreak(weak: true); v({opener}pt); it; v({chapter_after}pt) }}
#text(size: 30pt)[Målt rapport]
#pagebreak()
#outline(depth: 2)

"""


def markdown_report(pieces: Iterable[Piece], root: Path) -> None:
    """Write ``content/`` under ``root``, a file for each chapter."""
    folder = root / "content" / "chapters"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "assets").mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    names: list[str] = []
    chapter: list[str] = []
    marks = {"chapter": "# ", "section": "## ", "paragraph": ""}
    for piece in pieces:
        if piece.kind == "chapter":
            _write(folder, names, chapter)
            chapter = []
        chapter.append(marks[piece.kind] + " ".join(_markdown(run) for run in piece.runs))
    _write(folder, names, chapter)
    chapters = "\n".join(f"  - {name}" for name in names)
    (root / "content" / "report.yaml").write_text(_REPORT.format(chapters=chapters), "utf-8")
    (root / "content" / "findings.yaml").write_text("findings: []\n", "utf-8")


def _write(folder: Path, names: list[str], chapter: Sequence[str]) -> None:
    if chapter:
        names.append(f"kapittel-{len(names) + 1:03}.md")
        (folder / names[-1]).write_text("\n\n".join(chapter) + "\n", "utf-8")


def _markdown(run: Run) -> str:
    match run.style:
        case "emphasis":
            return f"*{run.text}*"
        case "strong":
            return f"**{run.text}**"
        case "link":
            return f"[{run.text}](https://example.org/{run.text.replace(' ', '-')})"
        case _:
            return run.text


def typst_source(pieces: Iterable[Piece], linebreaks: str) -> str:
    """Give the document, on the page of the default theme; ``linebreaks`` is "optimized" or "simple"."""
    theme = load_theme("konstruktiv").value
    assert theme is not None
    page, styles = theme.page, theme.styles
    body, chapter, section = styles["body"], styles["chapter"], styles["heading2"]
    head = _TYPST.format(
        width=page.width,
        height=page.height,
        inside=page.inner,
        outside=page.width - page.inner - page.text_width,
        top=page.top,
        bottom=page.height - page.top - page.lines * page.grid,
        size=body.size,
        linebreaks=linebreaks,
        chapter_size=chapter.size,
        chapter_after=chapter.after,
        section_size=section.size,
        section_above=section.before,
        section_below=section.after,
        # Our chapters open below a band of lines and a number.
        opener=_OPENER_LINES * page.grid,
        # The line's own box is 1 em high.
        leading=body.leading - body.size,
        spacing=body.leading - body.size + body.before + body.after,
    )
    marks = {"chapter": "= ", "section": "== ", "paragraph": ""}
    return head + "\n\n".join(marks[p.kind] + " ".join(_typst(run) for run in p.runs) for p in pieces) + "\n"


def _typst(run: Run) -> str:
    match run.style:
        case "emphasis":
            return f"_{run.text}_"
        case "strong":
            return f"*{run.text}*"
        case "link":
            return f'#link("https://example.org/{run.text.replace(" ", "-")}")[{run.text}]'
        case _:
            return run.text
