"""``report-builder new``."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from report_builder.cli.groups import Command
from report_builder.cli.made_path import MadePath
from report_builder.cli.terminal import answer_in, show, tell
from report_builder.diagnostics import Diagnostics, Severity
from report_builder.language.catalogue import languages
from report_builder.language.message import Value, hinted, say

if TYPE_CHECKING:
    from report_builder.pipeline.taking_brand import Taken

_DRAFT = ".rb-new-"
"""How the names of folders begin that are being made."""


@click.command(
    cls=Command,
    short_help="cli.new.short",
    help="cli.new.help",
    examples=(
        "report-builder new aarsrapport",
        "report-builder new aarsrapport --theme noktern",
        "report-builder new arsrapport --language nn",
        "report-builder new aarsrapport --brand felles/_brand.yml",
    ),
)
@click.argument("folder", metavar="cli.metavar.name", type=MadePath("aarsrapport"))
@click.option(
    "--theme", default="konstruktiv", metavar="cli.metavar.name", show_default=True, help="cli.new.theme"
)
@click.option("--language", type=click.Choice(languages()), help="cli.new.language")
@click.option(
    "--brand",
    metavar="cli.metavar.file",
    help="key.report.brand",
)
def new(folder: Path, theme: str, language: str | None, brand: str | None) -> int:
    """Make the folder NAME with a small report that builds at once."""
    from report_builder.content.publication import DEFAULT_LANGUAGE
    from report_builder.temporary import remove_left

    if language:
        answer_in(language)
    diagnostics = Diagnostics()
    remove_left(folder.resolve().parent, _DRAFT)
    if _is_free(folder, diagnostics) and _is_theme(theme, diagnostics):
        begun = _brand(brand, diagnostics)
        if begun is not None:
            _make(folder, theme, language or DEFAULT_LANGUAGE, begun, diagnostics)
    status = show(diagnostics.items)
    if not status:
        click.echo(folder)
        tell(say("cli.new.build", command=shlex.join(["report-builder", "build", str(folder)])))
    return status


def _is_free(folder: Path, diagnostics: Diagnostics) -> bool:
    """Check that the folder is not there yet, or empty, and that its name will do as the PDF's name."""
    from report_builder.sources.names import name_fault

    target = folder.resolve()
    fault: Value | None = name_fault(target.name) if target.name else say("cli.new.no-name")
    if fault is None and target == Path.cwd():
        fault = say("cli.new.here")
    if fault is None and (target.is_file() or target.is_symlink()):
        fault = say("cli.new.file")
    if fault is None and target.is_dir() and any(target.iterdir()):
        fault = say("cli.new.full")
    if fault is None:
        return _has_parent(folder, target.parent, diagnostics)
    diagnostics.error("RB-NEW-FOLDER", None, *hinted("cli.new.fault", folder=str(folder), fault=fault))
    return False


def _has_parent(folder: Path, parent: Path, diagnostics: Diagnostics) -> bool:
    if parent.is_dir():
        return True
    told = hinted("cli.new.no-parent", folder=str(folder), parent=str(folder.parent))
    if parent.exists():
        told = hinted("cli.new.parent-is-file", folder=str(folder), parent=str(folder.parent))
    diagnostics.error("RB-OUTPUT-WRITE", None, *told)
    return False


def _is_theme(theme: str, diagnostics: Diagnostics) -> bool:
    from report_builder.theme import load_theme

    return diagnostics.take(load_theme(theme)) is not None


def _brand(asked: str | None, diagnostics: Diagnostics) -> Taken | None:
    """The brand that the report begins with, empty where none is asked for; None after a diagnostic."""
    from report_builder.pipeline.taking_brand import Taken, taken

    return Taken({}, "") if asked is None else taken(asked, diagnostics)


def _make(folder: Path, theme: str, language: str, brand: Taken, diagnostics: Diagnostics) -> None:
    """Write everything to a folder beside the target, then rename that in one step."""
    from report_builder.language.reason import reason_of
    from report_builder.output import usual_mode
    from report_builder.pipeline.scaffold import pictures_folder
    from report_builder.temporary import private_folder

    target = folder.resolve()
    try:
        # After an interruption too: nothing half made is left.
        with private_folder(target.parent, _DRAFT) as making:
            for path, data in (*_contents(target.name, theme, language, brand), *brand.files.items()):
                (making / path).parent.mkdir(parents=True, exist_ok=True)
                (making / path).write_bytes(data)
            (making / pictures_folder(language)).mkdir(parents=True)
            if not _builds(making, folder, diagnostics):
                return
            making.chmod(usual_mode(0o777))
            if target.is_dir():
                target.rmdir()
            making.rename(target)
    except OSError as fault:
        diagnostics.error(
            "RB-OUTPUT-WRITE", None, *hinted("cli.new.not-made", folder=str(folder), reason=reason_of(fault))
        )


def _builds(making: Path, folder: Path, diagnostics: Diagnostics) -> bool:
    """Check what was written: a name that is fit for a folder may still be unfit for a PDF."""
    from report_builder.pipeline.checking import check_content
    from report_builder.pipeline.placeholders import CODE

    of_brand = {CODE, "RB-BRAND", "RB-CONTRAST"}
    found = (
        item for item in check_content(making) if item.code not in of_brand or item.severity is Severity.ERROR
    )
    fault = next(found, None)
    if fault is not None:
        diagnostics.error(
            "RB-NEW-FOLDER", None, *hinted("cli.new.unfit", folder=str(folder), fault=fault.message)
        )
    return fault is None


def _published_by(name: str, text: str) -> str:
    """The facts of a new report with the name of the publisher."""
    written = json.dumps(name, ensure_ascii=False)
    return re.sub(r"(?m)^(publisher: )[^\t\n]*", lambda match: match[1] + written, text)


def _with_brand(package: str, text: str) -> str:
    """The facts of a new report, which name the brand of a package below the theme."""
    return re.sub(r"(?m)^theme: .*$", lambda match: f"{match[0]}\nbrand: {package}", text)


def _contents(name: str, theme: str, language: str, brand: Taken) -> Iterator[tuple[str, bytes]]:
    """Every file of a new report: its path and its bytes."""
    from report_builder.cli.schema import KINDS
    from report_builder.pipeline.placeholders import MARK
    from report_builder.pipeline.scaffold import aligned, scaffold_files
    from report_builder.pipeline.schemas import schema_text

    filled = {
        "%NAME%": name,
        "%ID%": uuid4().urn,
        "%THEME%": theme,
        "%LANGUAGE%": language,
        MARK: "",
    }
    for path, marked in scaffold_files(language):
        text = marked if not brand.name else _published_by(brand.name, marked)
        for mark, value in filled.items():
            text = text.replace(mark, value)
        if brand.package:
            text = _with_brand(brand.package, text)
        yield path, aligned(text).encode("utf-8")
    for kind in KINDS:
        yield f".schemas/{kind}.json", schema_text(kind, language).encode("utf-8")
