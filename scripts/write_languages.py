"""Sort the catalogues in ``data/languages`` and below, and write the compiled ``.mo`` of each ``.po``."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from report_builder.language.catalogue import PRINTED, printed_in

FOLDER = Path(__file__).parent.parent / "src" / "report_builder" / "data" / "languages"


class Words(Catalog):
    """A catalogue whose head names no date and nobody, so that it changes only when its words do."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The head of the file."""
        return [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    @mime_headers.setter
    def mime_headers(self, _headers: object) -> None:
        """Take nothing over from the head that a file has."""


def read(path: Path) -> Words:
    """Read a catalogue; its language is in its name."""
    with path.open("rb") as file:
        found = read_po(file, locale=path.stem)
    words = Words(locale=path.stem, header_comment=found.header_comment, charset="utf-8", fuzzy=False)
    for message in found:
        if message.id:
            words[message.id] = message
    return words


def as_po(words: Words) -> bytes:
    """The catalogue as it should stand in its file: sorted, one line for each text."""
    written = BytesIO()
    write_po(written, words, width=0, sort_output=True)
    return written.getvalue().rstrip(b"\n") + b"\n"


def as_mo(words: Words) -> bytes:
    """The catalogue as it is read at run time."""
    written = BytesIO()
    write_mo(written, words)
    return written.getvalue()


def printed(words: Words) -> Words:
    """What a build asks for, of a catalogue."""
    few = Words(locale=words.locale, charset="utf-8", fuzzy=False)
    for message in words:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key.startswith(PRINTED):
            few[message.id] = message
    return few


def main(folder: Path) -> None:
    """Write both forms of each catalogue in ``folder``."""
    for path in sorted(folder.rglob("*.po")):
        words = read(path)
        path.write_bytes(as_po(words))
        path.with_suffix(".mo").write_bytes(as_mo(words))
        target = printed_in(path.parent) / f"{path.stem}.mo"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(as_mo(printed(words)))
        print(f"wrote {path.name}: {len(words)} messages")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
