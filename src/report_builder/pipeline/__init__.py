"""The only room that sees every other: what a command asks for, from the folder to the result."""

from report_builder.pipeline.building import Built, Request, build_report
from report_builder.pipeline.checking import check_content, check_files
from report_builder.pipeline.releasing import Released, ReleaseRequest, release

__all__ = [
    "Built",
    "ReleaseRequest",
    "Released",
    "Request",
    "build_report",
    "check_content",
    "check_files",
    "release",
]
