"""The command line."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

from report_builder.cli.kept_code import use_kept_code

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command; where it is stopped or lacks a package while it is loaded, it shows no traceback."""
    # Nearly everything that is made lives until the end, modules first of all, so looking for garbage finds
    # nothing.
    gc.disable()
    kept = use_kept_code()
    try:
        from report_builder.cli import app
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as error:
        # Its own catalogues may lack what they need: Python's words are all that is sure.
        sys.exit(f"report-builder: {error}")
    app.main(kept.keep)
