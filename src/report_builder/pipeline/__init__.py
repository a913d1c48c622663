"""The only room that sees every other: what a command asks for, from the folder to the result.

What only some commands need stands in the modules beside this one, so that a build does not import it.
"""

from report_builder.pipeline.building import Built, Request, build_report
from report_builder.pipeline.checking import CheckRequest, check_content, check_files

__all__ = ["Built", "CheckRequest", "Request", "build_report", "check_content", "check_files"]
