"""Reads finished files back and says what is wrong with them; knows nothing of how they were made."""

from report_builder.check.checking import check_pdf
from report_builder.check.report import CheckReport, Expectations

__all__ = ["CheckReport", "Expectations", "check_pdf"]
