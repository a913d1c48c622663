"""The rooms and their doors: who imports whom, and how large a module may be."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from scripts.write_architecture import MODULES, PACKAGE, arrows, dotted, imports, room

LAYERS: tuple[tuple[str, ...], ...] = (
    ("language", "patterns"),
    ("diagnostics", "codes", "installed", "own_version", "__init__"),
    ("sources", "output", "published"),
    ("temporary",),
    ("settings",),
    ("model",),
    ("plugins", "graphics"),
    ("content", "theme"),
    ("layout",),
    ("finish",),
    ("check",),
    ("archive", "compare"),
    ("publish", "feedback"),
    ("pipeline",),
    ("api",),
    ("serve", "preview"),
    ("cli",),
    ("__main__",),
)
"""Left (above) never imports right (below), and rooms of one layer never import each other."""

LAYOUT_LAYERS = (
    ("result", "images", "drawing_form", "sheet_art", "side_by_side"),
    ("pictures", "logo_contrast"),
    ("compose",),
    ("formulas",),
    ("blocks",),
    ("pages",),
    ("paint",),
    (
        "outline",
        "unset_text",
        "borrowed_letters",
        "typing_font",
        "origins",
        "photographs",
        "sheet_photographs",
        "logo",
    ),
    ("lay_out",),
    ("__init__",),
)

SIBLINGS = {("codes", "diagnostics")}
"""Arrows inside one layer that stand to reason: a code names its exit status."""

DOORS = {
    "reportlab": {"layout"},
    "pypdf": {"finish", "check"},
    "pikepdf": {"finish", "check"},
    "jpype": {"check"},
    "pypdfium2": {"check", "compare", "layout", "publish", "preview"},
    "jinja2": {"compare", "publish"},
    "bidi": {"layout"},
    "newmm_tokenizer": {"layout"},
    "report_builder_scripts": {"theme"},
    "citeproc": {"content"},
    "lxml": {"content"},
    "fontTools": {"publish"},
    "sqlalchemy": {"feedback"},
    "starlette": {"serve", "preview"},
    "uvicorn": {"serve", "preview"},
    "watchfiles": {"preview"},
    "click": {"cli"},
    "rich": {"cli"},
}
"""Libraries that stay behind one door."""

RECORDS = "msgspec"
"""Makes the classes that hold data; each ``dataclass`` in its place would cost every start 0.4 ms."""

LONG: dict[str, int] = {}
"""Modules over 400 lines: their own number, each with its reason beside it."""


def layer(name: str, layers: tuple[tuple[str, ...], ...]) -> int:
    return next(number for number, names in enumerate(layers) if name in names)


@pytest.mark.parametrize(
    ("folder", "prefix", "layers"),
    [
        (PACKAGE, "report_builder", LAYERS),
        (PACKAGE / "layout", "report_builder.layout", LAYOUT_LAYERS),
    ],
)
def test_imports_point_one_way(folder: Path, prefix: str, layers: tuple[tuple[str, ...], ...]) -> None:
    wrong = {
        f"{source} imports {target}"
        for source, target in arrows(folder, prefix)
        if source != target
        and (source, target) not in SIBLINGS
        and layer(source, layers) <= layer(target, layers)
    }
    assert wrong == set()


def test_modules_import_without_a_circle() -> None:
    graph = {dotted(path): set(imports(path)) for path in MODULES}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " > ".join((*way, name))
        if name not in done:
            for target in sorted(graph[name] & graph.keys()):
                visit(target, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_records_are_made_one_way() -> None:
    assert [str(path) for path in MODULES if "dataclasses" in set(imports(path))] == []
    assert len([path for path in MODULES if RECORDS in set(imports(path))]) > 80


def opens_an_image(call: ast.AST) -> bool:
    """Tell whether a call is ``Image.open(…)``, under either of the names that Pillow's module has here."""
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "open"):
        return False
    holder = call.func.value
    name = holder.attr if isinstance(holder, ast.Attribute) else getattr(holder, "id", "")
    return name in {"Image", "Pillow"}


def test_image_files_are_opened_in_one_place() -> None:
    """What a hostile file may do to Pillow, and which kinds it may be, is thought of once."""
    found = [
        dotted(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if opens_an_image(node)
    ]
    assert found == ["report_builder.content.images"]


def test_libraries_stay_behind_their_doors() -> None:
    wrong = {
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        for name in imports(path)
        if (rooms := DOORS.get(name.split(".")[0])) and room(path.relative_to(PACKAGE).parts) not in rooms
    }
    assert wrong == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    assert len(path.read_text("utf-8").splitlines()) <= LONG.get(name, 400)
