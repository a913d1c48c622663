"""Content: YAML and Markdown to the model."""

from report_builder.content.load import load_report

__all__ = ["load_report"]
