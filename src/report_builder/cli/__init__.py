"""The command line."""

from __future__ import annotations

import sys
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command; stopped while it is being loaded, it shows no traceback either."""
    try:
        from report_builder.cli import app
    except KeyboardInterrupt:
        sys.exit(130)
    app.main()
