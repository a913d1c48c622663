"""Where the time of one build goes, finer than the pipeline's own stages.

    python benchmarks/stages.py ROOT OUTPUT

Runs the build in this process with some functions wrapped. Time is exclusive: a function's own, less that
of the wrapped ones it calls. Imports count as a stage of their own, wherever they happen.
"""

from __future__ import annotations

import builtins
import sys
import time
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

WRAPPED = {
    "YAML": ("report_builder.sources.yaml_tree:parse_yaml",),
    "Markdown": (
        "markdown_it.parser_block:ParserBlock.parse",
        "markdown_it.parser_inline:ParserInline.parse",
    ),
    "model": ("report_builder.content.load:load_report",),
    "theme": ("report_builder.theme:load_theme",),
    "compose": ("report_builder.layout.compose.paragraph:Composer.compose",),
    "blocks and pages": ("report_builder.layout:lay_out",),
    "paint": ("report_builder.layout.paint.painter:Painter.paint", "reportlab.pdfgen.canvas:Canvas.save"),
    "finish": ("report_builder.finish:finish",),
    "pack": ("report_builder.finish.assemble:write_packed",),
    "check": ("report_builder.check:check_pdf",),
    "write": ("report_builder.output:Slot.fill", "report_builder.output:Slot.commit"),
}
"""The name of each stage, and the functions that do its work."""


class Ledger:
    """Seconds by stage; the innermost stage at work is charged."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stack = ["other"]
        self._since = time.perf_counter()

    def switch(self) -> None:
        """Charge the time since the last switch to the stage at work."""
        now = time.perf_counter()
        stage = self._stack[-1]
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now

    def charged(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Give ``function`` with its time charged to ``stage``."""

        @wraps(function)
        def wrapper(*arguments: Any, **options: Any) -> Any:
            self.switch()
            self._stack.append(stage)
            try:
                return function(*arguments, **options)
            finally:
                self.switch()
                self._stack.pop()

        return wrapper


def wrap(ledger: Ledger, stage: str, place: str) -> None:
    """Replace the function at "module:name" or "module:Class.name", also where it was imported to."""
    module_name, _, dotted = place.partition(":")
    holder: Any = import_module(module_name)
    *path, name = dotted.split(".")
    for part in path:
        holder = getattr(holder, part)
    original = getattr(holder, name)
    wrapper = ledger.charged(stage, original)
    setattr(holder, name, wrapper)
    for module in list(sys.modules.values()):
        if getattr(module, name, None) is original:
            setattr(module, name, wrapper)


def main() -> None:
    """Build once and print milliseconds by stage."""
    root, output = map(Path, sys.argv[1:3])
    started = time.perf_counter()
    ledger = Ledger()
    builtins.__import__ = ledger.charged("imports", builtins.__import__)
    for stage, places in WRAPPED.items():
        for place in places:
            wrap(ledger, stage, place)
    from report_builder.cli.app import run

    status = run(["build", str(root), "--output", str(output)], {}, time.perf_counter)
    ledger.switch()
    print(f"| Stage | ms |\n| --- | ---: |\n| all | {(time.perf_counter() - started) * 1000:.0f} |")
    for stage, seconds in sorted(ledger.seconds.items(), key=lambda item: -item[1]):
        print(f"| {stage} | {seconds * 1000:.0f} |")
    sys.exit(status)


if __name__ == "__main__":
    main()
