"""Formulas that stand by themselves, in the edition."""

from __future__ import annotations

from markupsafe import Markup

from report_builder.model.formula_blocks import DisplayedFormula
from report_builder.publish.markup.html import element
from report_builder.publish.markup.mathml import math
from report_builder.publish.markup.writer import Writer


def displayed_formula(writer: Writer, node: DisplayedFormula) -> Markup:
    """A formula by itself, with its number behind it; a wide one can be moved, with the keyboard too."""
    number = " " + element("span", f"({node.number})", class_="number") if node.number else Markup("")
    written = math(node.tree, node.source, node.alt, display=True)
    voice = writer.voice
    return element(
        "p",
        written + number,
        class_=writer.looks("formula"),
        id=writer.id_of(node),
        tabindex=0,
        role="group",
        aria_label=node.label or voice.words("document.formula"),
        lang=writer.inline.foreign(voice.language),
    )
