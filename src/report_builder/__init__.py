"""Builds accessible, archivable reports from plain files."""
