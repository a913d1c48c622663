"""Plug-ins that cannot be loaded, and those that do what none may."""

from __future__ import annotations

from tests.bad.harness import Bench
from tests.plugins.installing import describe, install

_HEAD = """\
from report_builder.plugins import ComposedBlock, Diagnostic, Plugin, worded
from report_builder.model.blocks import ThematicBreak
"""


def _install(bench: Bench, source: str) -> None:
    install(bench.folder / "site", bench.monkeypatch, _HEAD + source)


def _with_block(bench: Bench, body: str) -> None:
    source = (
        f"def make(container):\n    {body}\nplugin = Plugin('TT', blocks={{'made': ComposedBlock(make)}})\n"
    )
    _install(bench, source)


def sound(bench: Bench) -> None:
    """A plug-in under another name than the one that is asked for."""
    _install(bench, "plugin = Plugin('TT')\n")


def raises(bench: Bench) -> None:
    """It fails while it is imported."""
    _install(bench, "raise RuntimeError('no licence')\n")


def leaves(bench: Bench) -> None:
    """It ends the program while it is imported."""
    _install(bench, "raise SystemExit('no licence')\n")


def no_record(bench: Bench) -> None:
    """It gives a dictionary."""
    _install(bench, "plugin = {'prefix': 'TT'}\n")


def own_prefix(bench: Bench) -> None:
    """Its codes would be those of the program."""
    _install(bench, "plugin = Plugin('RB')\n")


def no_folder(bench: Bench) -> None:
    """Its theme stands in a text, and no path."""
    _install(bench, "plugin = Plugin('TT', themes={'blå': 3})\n")


def own_block(bench: Bench) -> None:
    """It has a block that the program has."""
    _install(bench, "plugin = Plugin('TT', blocks={'lead': ComposedBlock(print)})\n")


def twice(bench: Bench) -> None:
    """Two packages have a plug-in of one name."""
    sound(bench)
    describe(bench.folder / "site", "annen-pakke", "2.0", {"test": "test_plug:plugin"})


def block_raises(bench: Bench) -> None:
    """Its block divides by zero."""
    _with_block(bench, "return [1 / 0]")


def foreign_block(bench: Bench) -> None:
    """Its block gives what is no block."""
    _with_block(bench, "return ['<b>rå</b>', *container.blocks]")


def loses_block(bench: Bench) -> None:
    """Its block leaves out what the author wrote."""
    _with_block(bench, "return [ThematicBreak(container.id, container.span)]")


def check_raises(bench: Bench) -> None:
    """Its check fails."""
    _install(bench, "plugin = Plugin('TT', checks=(lambda report: report.no_such_thing,))\n")


def foreign_code(bench: Bench) -> None:
    """Its check tells a code of the program."""
    _install(
        bench,
        "found = Diagnostic('RB-EMPTY', worded({'nb': 'tom'}))\n"
        "plugin = Plugin('TT', checks=(lambda report: [found],))\n",
    )


def without_words(bench: Bench) -> None:
    """Its check tells words of which nobody knows the language."""
    _install(bench, "plugin = Plugin('TT', checks=(lambda report: [Diagnostic('TT-X', 'tom')],))\n")
