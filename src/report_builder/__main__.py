"""``python -m report_builder`` is ``report-builder``."""

from report_builder.cli import main

main()
