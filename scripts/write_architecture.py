"""Write the picture of the rooms into ``docs/architecture.md``, from the imports of the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "report_builder"
PAGE = ROOT / "docs" / "architecture.md"
MODULES = sorted(PACKAGE.rglob("*.py"))

BEGIN, END = "<!-- rooms: written by `make docs` -->\n", "<!-- end of rooms -->\n"
_NO_ROOMS = {"__init__", "__main__"}
"""What runs the command or has no more than the version: left out of the picture."""


def dotted(path: Path) -> str:
    """Give the name under which a module is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


NAMES = {dotted(path) for path in MODULES}


def imports(path: Path) -> Iterator[str]:
    """Yield every module that ``path`` imports, late and under TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level or node.module is None:
                raise ValueError(f"{path}:{node.lineno}: imports are absolute")
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in NAMES else node.module for name in names)


def room(parts: tuple[str, ...]) -> str:
    """Give the folder or module at the top that a path below it belongs to."""
    return parts[0].removesuffix(".py")


def arrows(folder: Path, prefix: str) -> set[tuple[str, str]]:
    """Give which room of ``folder`` imports which: pairs of the importing and the imported one."""
    names = {room(path.relative_to(folder).parts) for path in folder.rglob("*.py")}
    return {
        (room(path.relative_to(folder).parts), target)
        for path in folder.rglob("*.py")
        for name in imports(path)
        if name.startswith(f"{prefix}.")
        and (target := name.removeprefix(f"{prefix}.").split(".")[0]) in names
    }


def rooms() -> dict[str, set[str]]:
    """Give every room of the package with those that it imports."""
    found: dict[str, set[str]] = {
        room(path.relative_to(PACKAGE).parts): set() for path in MODULES if path.parent.name != "data"
    }
    for source, target in arrows(PACKAGE, "report_builder"):
        if source != target:
            found[source].add(target)
    return {name: targets - _NO_ROOMS for name, targets in sorted(found.items()) if name not in _NO_ROOMS}


def picture() -> str:
    """Draw the rooms: floor by floor as text, and as a diagram of Mermaid.

    A room stands one floor above the highest of those that it imports. The diagram leaves out an arrow where
    others lead there anyway.
    """
    graph = rooms()
    floors: dict[int, list[str]] = {}
    height: dict[str, int] = {}
    for name in TopologicalSorter(graph).static_order():
        height[name] = 1 + max((height[target] for target in graph[name]), default=0)
        floors.setdefault(height[name], []).append(name)
    table = "".join(
        f"| {floor} | {', '.join(f'`{name}`' for name in sorted(names))} |\n"
        for floor, names in sorted(floors.items(), reverse=True)
    )
    lines = "".join(
        f"    {name} --> {target}\n" for name, targets in graph.items() for target in _direct(graph, targets)
    )
    return f"| Floor | Rooms |\n| ---: | --- |\n{table}\n```mermaid\nflowchart TD\n{lines}```\n"


def _direct(graph: Mapping[str, set[str]], targets: set[str]) -> list[str]:
    """Give those of ``targets`` that no other of them leads to."""
    return sorted(name for name in targets if not any(name in _below(graph, other) for other in targets))


def _below(graph: Mapping[str, set[str]], name: str) -> set[str]:
    """Give all that a room imports, directly or by way of others."""
    return graph[name].union(*(_below(graph, target) for target in graph[name]))


def page() -> str:
    """Give the page with the picture as it should be; every other line stays."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{picture()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"wrote {PAGE.name}: {len(rooms())} rooms")
