"""A source of every kind of block and inline, and of every place that blocks and words can stand in.

Tests that go through all kinds take them from here; one of them asks for what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from string import Template
from textwrap import indent
from typing import NamedTuple, get_args

from report_builder.model import (
    blocks,
    figures,
    formula_blocks,
    index,
    inlines,
    literature,
    pictures,
    worksheets,
)
from report_builder.model.blocks import Block
from report_builder.model.inlines import Inline
from report_builder.model.walking import Node


class Source(NamedTuple):
    """How an author writes something, and the words of it that stand in the model."""

    markdown: str
    words: str


BLOCKS: Mapping[type[Block], Source] = {
    blocks.Paragraph: Source(
        "Et *avsnitt* med `kode`,\n**fete** ord og [adresse](https://e.no).",
        "Et avsnitt med kode, fete ord og adresse.",
    ),
    blocks.Section: Source("## Del *to*\n\nTekst.", "Del to Tekst."),
    blocks.List: Source("1. en\n2. to\n   - tre\n\n     fire", "en to tre fire"),
    literature.Literature: Source(
        "Det står i [@aas2018].\n\n::: literature\n:::",
        "Det står i (Ås, 2018). Ås, P. (2018). Boken om alt. Bokforlaget.",
    ),
    index.Index: Source(
        '[Ordet]{index="ord!i teksten"} her og [mer]{index="mer" see-also="ord"}.\n\n::: index\n:::',
        "Ordet her og mer. mer se også ord ord i teksten",
    ),
    blocks.DefinitionList: Source("Ord\n: mening\n: en til\n\n  og mer", "Ord mening en til og mer"),
    blocks.Table: Source("Tabell: Navn\n\n| a | `b` |\n|--|--|\n| c \\| d | |", "Navn a b c | d"),
    blocks.Figure: Source(
        '![Flate](bilder/eksempel.png "En *tekst*"){width=30% credit="Av *oss*"}', "En tekst Av oss"
    ),
    figures.FigureGroup: Source(
        '::: figures {caption="*To* flater" credit="Av oss"}\n![Flate](bilder/eksempel.png "En")\n'
        "![Rute](bilder/eksempel.png)\n:::",
        "To flater Av oss En",
    ),
    blocks.LongDescription: Source(
        "![Flate](bilder/eksempel.png){width=30%}\n\n::: long-description\nDet er *flatt*.\n:::",
        "Det er flatt.",
    ),
    formula_blocks.DisplayedFormula: Source("$$\n\\frac{a}{b} = c\n$$ {#likning}", ""),
    pictures.Photograph: Source(
        '::: spread {image="bilder/eksempel.png" alt="Flate" caption="*Havets* ro" credit="Av **oss**"}\n:::',
        "Havets ro Av oss",
    ),
    blocks.PullQuote: Source('::: pull-quote {by="Kari"}\nSagt.\n:::', "Sagt. Kari"),
    blocks.BlockQuote: Source("> a\n> b\n>\n> > c", "a b c"),
    blocks.FactBox: Source('::: fact-box {title="Visste du"}\n- at\n\nja\n:::', "Visste du at ja"),
    blocks.Passage: Source("::: passage {lang=en}\nWords *here*.\n\n- one\n:::", "Words here. one"),
    blocks.SideNote: Source("Ved.\n\n::: side-note\nMarg.\n:::", "Ved. Marg."),
    blocks.FindingCards: Source('::: finding-cards {ids="grupper"}\n:::', ""),
    blocks.FindingChart: Source(
        '::: finding-chart {ids="helhet" caption="Søyler **her**"}\n:::', "Søyler her"
    ),
    blocks.Timeline: Source(
        '::: timeline {caption="*Da*"}\n2014\n: En *start*\n\n2015\n: Mer\n:::',
        "Da 2014 En start 2015 Mer",
    ),
    blocks.Diagram: Source(
        '::: diagram {kind="steps" alt="Dere og vi."}\n- **Vi** *gjør*\n- Dere\n:::',
        "Vi gjør Dere",
    ),
    blocks.CodeBlock: Source("```\na  b\n\n  c\n```", "a b c"),
    blocks.ThematicBreak: Source("---", ""),
    blocks.PageBreak: Source("::: page-break\n:::", ""),
    worksheets.OpenQuestion: Source("::: write {lines=2}\n1. Hva *nå*?\n:::", "1. Hva nå?"),
    worksheets.ChoiceQuestion: Source("::: {.tick .one}\nHvem?\n\n- Vi\n- **Dere**\n:::", "Hvem? Vi Dere"),
    worksheets.ScaleQuestion: Source(
        '::: scale {to=2 low="uenig" high="*enig*"}\nHvor mye?\n\n- Litt\n- Mer\n:::',
        "Hvor mye? 1 uenig 2 enig Litt Mer",
    ),
}

CONTAINERS: Mapping[type[Node], str] = {
    blocks.Section: "$block",
    blocks.ListItem: "- Punkt\n\n  $block",
    blocks.Definition: "Uttrykk\n: Forklaring.\n\n  $block",
    blocks.BlockQuote: "> Sitat.\n>\n> $block",
    blocks.FactBox: ':::: {.fact-box title="Boks"}\nInni.\n\n$block\n::::',
    blocks.LongDescription: (
        "![Flate](bilder/eksempel.png){width=30%}\n\n:::: long-description\nInni.\n\n$block\n::::"
    ),
    blocks.Passage: ":::: passage {lang=nb}\nInni.\n\n$block\n::::",
    blocks.SideNote: "Ved siden av.\n\n:::: side-note\nMargen.\n\n$block\n::::",
    blocks.Note: "Med note.[^$label]\n\n[^$label]: Noten.\n\n    $block",
}
"""What any block may stand in, beside a paragraph of its own."""


def inside(container: type[Node], block: str, label: str) -> str:
    """Write a block in a container; ``label`` is that of its footnote, if it is one."""
    template = CONTAINERS[container]
    line = template.partition("$block")[0].rpartition("\n")[2]
    written = indent(block, line, lambda _: True).removeprefix(line)
    return Template(template).substitute(block=written, label=label)


INLINES: Mapping[type[Inline], str] = {
    inlines.Text: "ord",
    inlines.Emphasis: "*ord*",
    inlines.Strong: "**ord**",
    inlines.Styled: "~~ord~~",
    inlines.Code: "`ord`",
    inlines.Link: "[lenke ut](https://example.org/)",
    inlines.PageNumber: "[](#topp){.page}",
    inlines.Reference: "[toppen](#topp)",
    inlines.Indexed: "[ordet]{.index}",
    inlines.FindingValue: "{finding}`helhet`",
    inlines.Language: "[word]{lang=en}",
    inlines.Abbreviation: "ORD",
    inlines.NoteReference: "ord[^$label]",
    inlines.Formula: "$$x^2$$",
    inlines.InlineImage: "![Flate](bilder/eksempel.png)",
    inlines.LineBreak: "to\\\nord",
}


def _group(attributes: str) -> str:
    images = "![Flate](bilder/eksempel.png)\n![Rute](bilder/eksempel.png)"
    return f"::: figures {{{attributes}}}\n{images}\n:::"


LINES: Mapping[tuple[type[Node], str], str] = {
    (blocks.Paragraph, "children"): "Før $words etter.",
    (blocks.Section, "title"): "## Del med $words\n\nTekst.",
    (blocks.Definition, "term"): "Uttrykk med $words\n: Mening.",
    (blocks.Cell, "children"): "| a | b |\n|--|--|\n| c $words | d |",
    (blocks.Table, "caption"): "Tabell: Navn med $words\n\n| a | b |\n|--|--|\n| c | d |",
    (blocks.Table, "note"): 'Tabell: Navn {note="Kilde $words"}\n\n| a | b |\n|--|--|\n| c | d |',
    (blocks.Figure, "caption"): '![Flate](bilder/eksempel.png "En $words"){width=30%}',
    (blocks.Figure, "credit"): '![Flate](bilder/eksempel.png "En tekst"){credit="Foto: $words" width=30%}',
    (figures.FigureGroup, "caption"): _group('caption="Paret $words"'),
    (figures.FigureGroup, "credit"): _group('caption="Flatepar" credit="Foto: $words"'),
    (pictures.Photograph, "caption"): (
        '::: spread {image="bilder/eksempel.png" alt="Flate" caption="En $words"}\n:::'
    ),
    (pictures.Photograph, "credit"): (
        '::: spread {image="bilder/eksempel.png" alt="Flate" credit="Foto: $words"}\n:::'
    ),
    (blocks.PullQuote, "children"): '::: pull-quote {by="Kari"}\nSagt $words.\n:::',
    (blocks.PullQuote, "attribution"): '::: pull-quote {by="Kari $words"}\nSagt.\n:::',
    (blocks.BlockQuote, "attribution"): '::: poem {by="Kari $words"}\nSagt\n:::',
    (blocks.FactBox, "title"): '::: fact-box {title="Visste $words"}\nJa.\n:::',
    (blocks.FindingChart, "caption"): '::: finding-chart {ids="helhet" caption="Søyler $words"}\n:::',
    (blocks.Timeline, "caption"): '::: timeline {caption="Da $words"}\n2014\n: En start\n:::',
    (blocks.Diagram, "caption"): (
        '::: diagram {kind="cycle" alt="Dere og vi." caption="Hvem $words"}\n- Vi\n- Dere\n:::'
    ),
    (worksheets.OpenQuestion, "children"): "::: write\nHva $words nå?\n:::",
    (worksheets.ChoiceQuestion, "children"): "::: tick\nHvem $words nå?\n\n- Vi\n:::",
    (worksheets.ScaleQuestion, "children"): "::: scale {to=2}\nHvor $words nå?\n\n- Litt\n:::",
    (worksheets.Choice, "children"): "::: tick\nHvem?\n\n- Vi $words her\n:::",
    (inlines.Emphasis, "children"): "Før *trykk $words* etter.",
    (inlines.Strong, "children"): "Før **trykk $words** etter.",
    (inlines.Styled, "children"): "Før ==streket $words== etter.",
    (inlines.Link, "children"): "Før [lenke $words](https://example.org/) etter.",
    (inlines.Reference, "children"): "Før [til $words](#topp) etter.",
    (inlines.Indexed, "children"): "Før [til $words]{index=ord} etter.",
    (inlines.Language, "children"): "Før [word $words]{lang=en} etter.",
}
"""Every field that holds words with marks."""


class Passage(NamedTuple):
    """What is written: a node of a ``kind`` inside one of the kind ``within``, with the field it is in."""

    kind: type[Node]
    within: type[Node]
    field: str
    markdown: str

    @property
    def name(self) -> str:
        """What stands where, in words."""
        return f"{self.kind.__name__} i {self.within.__name__}.{self.field}"


def blocks_everywhere() -> Iterator[Passage]:
    """Write every kind of block in every container."""
    for number, (container, kind) in enumerate(product(CONTAINERS, BLOCKS)):
        if container is blocks.Note and kind in get_args(worksheets.Question):
            continue  # nothing is filled in at the foot of a page
        # An id is given once in a report.
        block = BLOCKS[kind].markdown.replace("{#likning}", f"{{#likning-{number}}}")
        yield Passage(kind, container, "blocks", inside(container, block, f"b{number}"))


def inlines_everywhere() -> Iterator[Passage]:
    """Write every kind of inline in every line."""
    for number, ((place, field), kind) in enumerate(product(LINES, INLINES)):
        label = f"i{number}"
        words = Template(INLINES[kind]).substitute(label=label)
        note = f"\n\n[^{label}]: Noten." if kind is inlines.NoteReference else ""
        yield Passage(kind, place, field, Template(LINES[place, field]).substitute(words=words) + note)
