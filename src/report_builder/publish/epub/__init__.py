"""The report as an EPUB 3 file: the edition's own words, in the pages of a book that every reader sets itself."""

from __future__ import annotations

from report_builder.publish.epub.book import BookFacts, make_epub

__all__ = ["BookFacts", "make_epub"]
