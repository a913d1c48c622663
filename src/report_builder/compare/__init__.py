"""What changed between two finished files, for people (terminal, web page) and for programs (JSON)."""

from report_builder.compare.as_json import as_json
from report_builder.compare.as_page import as_page
from report_builder.compare.as_text import as_text
from report_builder.compare.comparing import NotComparable, compare
from report_builder.compare.model import Comparison, Side

__all__ = ["Comparison", "NotComparable", "Side", "as_json", "as_page", "as_text", "compare"]
