"""From the model to painted pages: composes lines, builds pages, paints them on ReportLab's canvas."""

from report_builder.layout.lay_out import lay_out
from report_builder.layout.result import LaidOut

__all__ = ["LaidOut", "lay_out"]
