"""Finishes painted pages with pypdf: tags, links, bookmarks, metadata, colour profile."""

from report_builder.finish.assemble import BuildStamp, finish
from report_builder.finish.exceptions import FinishLost

__all__ = ["BuildStamp", "FinishLost", "finish"]
