"""Build the same twelve things with us, Typst and WeasyPrint, and print what each is to a listener.

    pip install weasyprint==70.0 typst==0.15.2
    python benchmarks/heard.py

The document and the rule: docs/decisions/what-is-better-to-hear.md. Ends with 1 where another maker's grade
is higher than ours.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from report_builder.check.content import begun, mcid_of, operations
from report_builder.check.document import Document, as_dict, as_list, string
from report_builder.check.reading import Annotation, Node, read_structure

SOURCES = Path(__file__).parent / "heard"
FONTS = Path(__file__).parent.parent / "src" / "report_builder" / "data" / "fonts"
PICTURE = SOURCES / "report" / "assets" / "bilder" / "rute.png"
ASKED = ("name", "role", "level", "scope", "destination")
_TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], "
    "ignore_system_fonts=True, pdf_standards=['ua-1', 'a-2a'])"
)
_WEASYPRINT = (
    "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
)

_LANGUAGE = re.compile(rb"/Lang\s*\(([^)]*)\)")

Way = tuple[Node, ...]
"""An element behind all those around it."""


@dataclass(frozen=True)
class Answer:
    """What is there, in words, and its grade."""

    shown: str
    grade: Fraction


@dataclass(frozen=True)
class File:
    """A finished file: its elements with those around them, and how exactly its links lead to their targets.

    ``spoken`` are the languages that marks say themselves, by page and MCID.
    """

    paths: list[Way]
    exact: dict[Annotation, int]
    spoken: dict[tuple[int, int], str]

    def find(self, words: str, *around: str) -> Way:
        """The innermost element that has the words and stands in elements of these standard types."""
        found: Way = ()
        for path in self.paths:
            roles = {node.standard for node in path}
            if words in heard(path) and roles.issuperset(around) and len(path) > len(found):
                found = path
        return found


def heard(path: Way) -> str:
    """The words of an element in one line; nothing of one that is not there."""
    return " ".join(path[-1].text.split()) if path else ""


def read(pdf: bytes) -> File:
    """Read a file of any maker."""
    paths: list[Way] = []
    waiting: list[Way] = [(node,) for node in reversed(read_structure(pdf))]
    while waiting:
        path = waiting.pop()
        paths.append(path)
        waiting += [(*path, kid) for kid in reversed(path[-1].kids) if isinstance(kid, Node)]
    return File(paths, dict(_exact(pdf)), dict(_spoken(pdf)))


def _spoken(pdf: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    with Document(pdf) as document:
        for index, (_, page) in enumerate(document.pages):
            for operator, _, raw in operations(document.content(page)):
                entries = begun(raw, {})[1] if operator == b"BDC" else b""
                mcid, said_in = mcid_of(entries), _LANGUAGE.search(entries)
                if mcid is not None and said_in:
                    yield (index, mcid), said_in[1].decode("latin-1")


def _exact(pdf: bytes) -> Iterator[tuple[Annotation, int]]:
    """How exactly each link leads: 3 to an element or another site, 2 to a place, 1 to a page, 0 nowhere."""
    with Document(pdf) as document:
        resolve = document.resolve
        names = as_dict(resolve(document.catalog.get("/Names")))
        named = dict(document.tree(names.get("/Dests"), "/Names"))
        for _, page in document.pages:
            for entry in as_list(resolve(page.get("/Annots"))):
                entries = as_dict(resolve(entry))
                action = as_dict(resolve(entries.get("/A")))
                target = resolve(action.get("/URI", action.get("/D", entries.get("/Dest"))))
                found = Annotation(_plain(resolve(entries.get("/Contents"))), _plain(target))
                if "/URI" in action or "/SD" in action:
                    yield found, 3
                    continue
                place = resolve(named.get(target, target) if isinstance(target, str) else target)
                array = as_list(resolve(as_dict(place).get("/D"))) or as_list(place)
                yield found, len(array) and (2 if "/XYZ" in array else 1)


def _plain(value: object) -> str:
    return string(value) or ""


# What is asked


def _roles(path: Way, *wanted: str) -> Answer:
    """Which of the wanted standard types are there, each in the one before it."""
    there = [node.standard for node in path]
    met = 0
    for role in there:
        if met < len(wanted) and role == wanted[met]:
            met += 1
    shown = " ".join(role for role in there if role not in {"Document", "Sect", "NonStruct", "Div"})
    return Answer(shown, Fraction(met, len(wanted)))


def _said(name: str, *wanted: str) -> Answer:
    """Which of the wanted words are heard, in their order."""
    at, met = 0, 0
    name = " ".join(name.split())
    for words in wanted:
        place = name.lower().find(words.lower(), at)
        if place == 0 or (met and place > 0):
            at, met = place + len(words), met + 1
    return Answer(name, Fraction(met, len(wanted)))


def _yes(shown: str, right: bool) -> Answer:
    return Answer(shown, Fraction(right))


def _link(path: Way) -> Annotation:
    """The annotation of the link around an element, or in it."""
    for node in reversed(path):
        for kid in node.kids:
            if isinstance(kid, Annotation):
                return kid
    return Annotation("", "")


def _leads(file: File, *annotations: Annotation) -> Answer:
    grade = min(file.exact.get(annotation, 0) for annotation in annotations)
    kinds = ("nowhere", "a page", "a place", "an element or address")
    return Answer(kinds[grade], Fraction(grade))


def _heading(file: File) -> dict[str, Answer]:
    path = next((path for path in file.paths if path[-1].standard == "H2" and "Svar" in path[-1].text), ())
    return {
        "name": _said(heard(path), "1.1", "Svarene"),
        "role": _roles(path, "H2"),
        "level": _yes("2", bool(path)),
    }


def _contents(file: File) -> dict[str, Answer]:
    path = file.find("Svarene", "Link")
    mark = _link(path)
    depth = sum(node.standard in {"TOC", "L"} for node in path)
    return {
        "name": _said(mark.contents or heard(path), "1.1", "Svarene", heard(path).split()[-1]),
        "role": _roles(path, "TOC", "TOC", "TOCI", "Link"),
        "level": _yes(str(depth), depth == 2),
        "destination": _leads(file, mark),
    }


def _language(file: File) -> dict[str, Answer]:
    path = file.find("good")
    around = next((node.language for node in reversed(path) if node.language), None)
    marks = list(path[-1].passages)
    if around is None:
        marks = [mark for mark in marks if file.spoken.get((mark.page, mark.mcid)) == "en"]
    words = " ".join("".join(mark.text for mark in marks).split())
    said_in = around or ("en" if marks else "?")
    right = words == "good enough" and said_in == "en"
    return {"name": Answer(f"{words or 'good enough'} ({said_in})", Fraction(1 + right, 2))}


def _lists(file: File) -> dict[str, Answer]:
    path = file.find("Korte møter")
    depth = sum(node.standard == "L" for node in path)
    return {
        "name": _said(heard(path), "Korte møter"),
        "role": _roles(path, "L", "L", "LI", "LBody"),
        "level": _yes(str(depth), depth == 2),
    }


def _column_head(file: File) -> dict[str, Answer]:
    path = file.find("2019", "TH")
    scope = next((str(node.attributes.get("Scope", "")) for node in path if node.standard == "TH"), "")
    return {
        "name": _said(heard(path), "2019"),
        "role": _roles(path, "Table", "THead", "TR", "TH"),
        "scope": _yes(scope or "none", scope in {"Column", "Both"}),
    }


def _cell(file: File) -> dict[str, Answer]:
    path = file.find("15", "Table")
    table = next(node for node in path if node.standard == "Table")
    data = next((node for node in path if node.standard == "TD"), path[-1])
    heads = [node for node in table.walk() if node.standard == "TH"]
    named = {head.text for head in heads if head.id in as_list(data.attributes.get("Headers"))}
    scopes = {head.text: head.attributes.get("Scope") for head in heads}
    by_scope = scopes.get("2019") in {"Column", "Both"} and scopes.get("Kvinner") in {"Row", "Both"}
    grade = 2 if named >= {"2019", "Kvinner"} else int(by_scope)
    shown = ", ".join(sorted(named)) or ("by scope" if by_scope else "none")
    return {
        "name": _said(data.text, "15"),
        "role": _roles(path, "Table", "TBody", "TR", "TD"),
        "scope": Answer(shown, Fraction(grade)),
    }


def _picture(file: File) -> dict[str, Answer]:
    path = next(path for path in file.paths if path[-1].standard == "Figure")
    caption = file.find("Ruten", "Caption")
    name = f"{path[-1].alt or ''} · {heard(caption)}"
    met = sum(words in name for words in ("En rød rute", "Figur 1", "Ruten"))
    return {"name": Answer(name, Fraction(met, 3)), "role": _roles(path, "Figure")}


def _outward(file: File) -> dict[str, Answer]:
    return _led(file, file.find("Difi", "Link"), "Difi", "difi.no")


def _table_link(file: File) -> dict[str, Answer]:
    # Typst writes the word with a capital.
    path = next(path for path in file.paths if path[-1].standard == "Link" and "abell" in path[-1].text)
    return _led(file, path, "tabell 1", "Svar etter gruppe")


def _led(file: File, path: Way, *wanted: str) -> dict[str, Answer]:
    """The answers of a link in the text."""
    mark = _link(path)
    return {
        "name": _said(mark.contents or heard(path), *wanted),
        "role": _roles(path, "Link"),
        "destination": _leads(file, mark),
    }


def _note(file: File) -> dict[str, Answer]:
    path = file.find("Alle ble spurt.")
    there = next(
        (
            path
            for path in file.paths
            if path[-1].standard == "Link"
            and heard(path) == "1"
            and not {"Note", "TOC"} & {node.standard for node in path}
        ),
        (),
    )
    inside = next((node for node in path if node.standard == "Note"), None)
    back = (
        next((_link((node,)) for node in inside.walk() if node.standard == "Link"), None) if inside else None
    )
    return {
        "name": _said(f"{_link(there).contents or heard(there)}: {heard(path)}", "1", "Alle ble spurt."),
        "role": _roles(path, "Note"),
        "destination": _leads(file, _link(there), back or Annotation("", "")),
    }


def _quotation(file: File) -> dict[str, Answer]:
    path = file.find("Vi lytter først.", "BlockQuote")
    around = next((node for node in path if node.standard == "BlockQuote"), None)
    return {
        "name": _said(around.text if around else "", "Vi lytter først.", "Kari Eksempel"),
        "role": _roles(path, "BlockQuote"),
    }


def _code(file: File) -> dict[str, Answer]:
    first, last = file.find("def antall"), file.find("29")
    apart = first[-1] is not last[-1] and first[-2:] != last[-2:]
    lines = [_line(path) for path in (first, last)]
    met = sum(line == wanted for line, wanted in zip(lines, ("def antall():", "    return 29"), strict=True))
    return {
        "name": Answer(" ⏎ ".join(dict.fromkeys(lines)), Fraction(met, 2)),
        "role": _roles(last, "Code"),
        "level": _yes("by line" if apart else "one piece", apart),
    }


def _line(path: Way) -> str:
    """The words of the innermost block of code, as they were painted."""
    block = next((node for node in reversed(path) if node.standard in {"P", "Code", "NonStruct"}), path[-1])
    return "".join(passage.text for passage in block.passages).rstrip()


THINGS: dict[str, Callable[[File], dict[str, Answer]]] = {
    "heading": _heading,
    "contents entry": _contents,
    "other language": _language,
    "list in a list": _lists,
    "head of a column": _column_head,
    "cell": _cell,
    "picture": _picture,
    "link to a site": _outward,
    "link to a table": _table_link,
    "note": _note,
    "quotation": _quotation,
    "code": _code,
}


# The three files


def build(folder: Path) -> dict[str, File]:
    """Make the three files, each by a process of its own."""
    for name in ("typst.typ", "weasyprint.html"):
        (folder / name).write_bytes((SOURCES / name).read_bytes())
    (folder / PICTURE.name).write_bytes(PICTURE.read_bytes())
    made = {name: folder / f"{name}.pdf" for name in ("report-builder", "Typst", "WeasyPrint")}
    ours = [sys.executable, "-m", "report_builder", "build", str(SOURCES / "report"), "-o"]
    _run([*ours, str(made["report-builder"])])
    _run([sys.executable, "-c", _TYPST, str(folder / "typst.typ"), str(made["Typst"]), str(FONTS)])
    _run([sys.executable, "-c", _WEASYPRINT, str(folder / "weasyprint.html"), str(made["WeasyPrint"])])
    return {name: read(path.read_bytes()) for name, path in made.items()}


def _run(arguments: Sequence[str]) -> None:
    subprocess.run(arguments, check=True, capture_output=True, text=True)


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        files = build(Path(folder))
    makers = list(files)
    print("| Thing | Asked |", " | ".join(makers), "| |")
    print("| --- | --- |", "--- | " * len(makers), "--- |", sep="")
    worse = 0
    for thing, ask in THINGS.items():
        answers = {maker: ask(file) for maker, file in files.items()}
        for asked in (asked for asked in ASKED if asked in answers[makers[0]]):
            row = [answers[maker][asked] for maker in makers]
            lost = max(answer.grade for answer in row) > row[0].grade
            worse += lost
            cells = [f"{float(answer.grade):.2g}: {answer.shown}" for answer in row]
            print(f"| {thing} | {asked} |", " | ".join(cells), f"| {'worse' if lost else ''} |")
    return int(worse > 0)


if __name__ == "__main__":
    sys.exit(main())
