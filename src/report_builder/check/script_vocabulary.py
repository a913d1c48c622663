"""The words of the listener's script: roles and states, as ``docs/script.md`` tells them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "Title": "title",
        "Lead": "lead",
        "P": "paragraph",
        "L": "list",
        "LI": "item",
        "TOC": "contents",
        "TOCI": "entry",
        "Index": "index",
        "Table": "table",
        "TR": "row",
        "TH": "head-cell",
        "TD": "cell",
        "Caption": "caption",
        "BlockQuote": "quotation",
        "Code": "code",
        "Note": "note",
        "Aside": "aside",
        "Figure": "figure",
        "Link": "link",
        "Form": "field",
    }
)
"""What the elements are called in the script, by their own role or its standard one."""
HEADS = {"Column": "column-head", "Row": "row-head"}
"""What the head of a table is called, by its scope."""
FIELDS = MappingProxyType({"text": "text-field", "check": "check-box", "radio": "radio-button"})
"""What the fields of a form are called, by their kind."""
VOCABULARY = frozenset((*ROLES.values(), *HEADS.values(), *FIELDS.values(), "heading", "table-title"))
"""Every role of the script; what no list has is called by the name of its element."""
EMPTY, NO_ALTERNATIVE = "empty", "no-alternative"
CHECKED, NOT_CHECKED = "checked", "not-checked"
