"""The report as an EPUB 3 file: the words of the edition, in a book whose pages its readers set."""

from __future__ import annotations

from report_builder.publish.epub.book import BookFacts, make_epub

__all__ = ["BookFacts", "make_epub"]
