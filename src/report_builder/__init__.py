"""Builds accessible, archivable reports from plain files."""

__version__ = "0.1.0"
