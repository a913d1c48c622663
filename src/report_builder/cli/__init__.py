"""The command line."""

from report_builder.cli.app import main

__all__ = ["main"]
