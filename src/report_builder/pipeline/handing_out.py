"""The file of a release where people look for it: in ``output/``, beside what they built."""

from __future__ import annotations

from pathlib import Path

from report_builder.archive import Version
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import catalogue
from report_builder.language.message import say
from report_builder.output import write_file
from report_builder.pipeline.bag_info import known
from report_builder.pipeline.bookmaking import tell_old_book
from report_builder.pipeline.guarding import may_write_file
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.printing import tell_old_print
from report_builder.pipeline.versions import Shelf
from report_builder.published import OUTPUT


def hand_out(
    shelf: Shelf, version: Version, record: Manifest, root: Path, diagnostics: Diagnostics
) -> tuple[Path, ...]:
    """Put the archived PDF into ``output/`` as NAME-vN.pdf, and in the place of a NAME.pdf that stands there.

    An older build under that name would be taken for what was released. Gives the paths that have the file; a
    warning for each that cannot be written, since the version is archived all the same.
    """
    data = shelf.read(version, record.pdf.name, diagnostics)
    if data is None:
        return ()
    folder, stem = root / OUTPUT, Path(record.pdf.name).stem
    plain = folder / f"{stem}.pdf"
    targets = [folder / f"{stem}-v{record.version}.pdf", *([plain] if plain.is_file() else [])]
    words = catalogue(known(record.pdf.language))
    standing = tuple(target for target in targets if _stands(target, data, shelf, root, diagnostics))
    for target in standing:
        tell_old_book(target, diagnostics)
        tell_old_print(target, words, diagnostics)
    return standing


def _stands(target: Path, data: bytes, shelf: Shelf, root: Path, diagnostics: Diagnostics) -> bool:
    said = Diagnostics()
    try:
        if target.is_file() and target.read_bytes() == data:
            return True
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        pass  # the writing tells
    if may_write_file(target, root, shelf.archive.root, said) and write_file(target, data, said):
        return True
    hint = say("pipeline.not-handed-out.hint", version=shelf.versions[-1].number)
    diagnostics.warn("RB-OUTPUT-WRITE", None, said.items[0].message, hint)
    return False
