"""A theme as it is in the end: one file that says all, with the place that each value comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator

from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.language.catalogue import Catalogue
from report_builder.plugins.plugin import NO_PLUGINS, Plugins
from report_builder.sources.files import SourceFiles
from report_builder.sources.yaml_tree import Entry, ListNode, MapNode, Node
from report_builder.theme.brand_file import BrandSource
from report_builder.theme.branding import with_brands
from report_builder.theme.lineage import BEFORE, Lineage, read_lineage
from report_builder.theme.load import load_theme
from report_builder.theme.shelves import Library
from report_builder.theme.uses import unused

_INDENT = "  "


def show_theme(
    name: str,
    words: Catalogue,
    files: SourceFiles | None = None,
    span: SourceSpan | None = None,
    plugins: Plugins = NO_PLUGINS,
    brand: BrandSource | None = None,
) -> Outcome[str]:
    """Give the theme ``name`` as a whole theme file, in which a comment tells where each value is written.

    Values that nothing uses are named in the language of ``words``. The faults are those of
    :func:`report_builder.theme.load.load_theme`, which has the same arguments; a theme with any is not shown.
    """
    loaded = load_theme(name, files, span, plugins=plugins, brand=brand)
    lineage = read_lineage(name, Library(files, plugins), span, Diagnostics())
    if lineage is None or loaded.value is None:
        return Outcome(None, loaded.diagnostics, loaded.allowances)
    head = f"# {words('theme.show-head', name=name)}\n"
    text = "".join(_Showing(with_brands(lineage, brand, Diagnostics()), words).lines())
    return Outcome(head + text, loaded.diagnostics, loaded.allowances)


class _Showing:
    """One theme while it is written."""

    def __init__(self, lineage: Lineage, words: Catalogue) -> None:
        self._lineage, self._words = lineage, words
        self._unused = {(key, name) for key, names in unused(lineage.tree).items() for name in names}

    def lines(self) -> Iterator[str]:
        """Every line of the file, each value on one of its own."""
        tree = self._lineage.tree
        assert isinstance(tree, MapNode), "the theme was read"
        for key, entry in tree.entries.items():
            if key not in BEFORE:
                yield "\n"
                yield from self._entry((key,), entry.value)

    def _is_spare(self, path: tuple[str, ...], entry: Entry) -> bool:
        """Tell whether it is one of the names that a brand has for more than reports."""
        return path in self._unused and self._lineage.shelf(entry.value.span).is_brand

    def _entry(self, path: tuple[str, ...], node: Node, *, is_spare: bool = False) -> Iterator[str]:
        indent, key = _INDENT * (len(path) - 1), _text(path[-1])
        is_unused = path in self._unused and not is_spare
        if isinstance(node, MapNode) and node.entries:
            yield f"{indent}{key}:{self._comment('', is_unused)}\n"
            spare = [name for name, entry in node.entries.items() if self._is_spare((*path, name), entry)]
            for name in (name for name in node.entries if name not in spare):
                yield from self._entry((*path, name), node.entries[name].value)
            if spare:
                yield f"{indent}{_INDENT}# {self._words('theme.show-spare')}\n"
            for name in spare:
                yield from self._entry((*path, name), node.entries[name].value, is_spare=True)
        else:
            yield f"{indent}{key}: {_flow(node)}{self._comment(self._place(node.span), is_unused)}\n"

    def _place(self, span: SourceSpan) -> str:
        shelf = self._lineage.shelf(span)
        return f"{span.path if shelf.is_own else f'{shelf.name}/theme.yaml'}:{span.line}"

    def _comment(self, place: str, is_unused: bool) -> str:
        said = [place] if place else []
        said += [self._words("theme.show-unused")] if is_unused else []
        return f"  # {'; '.join(said)}" if said else ""


def _flow(node: Node) -> str:
    """A value on one line."""
    if isinstance(node, ListNode):
        return f"[{', '.join(_flow(item) for item in node.items)}]"
    if isinstance(node, MapNode):
        return (
            f"{{{', '.join(f'{_text(key)}: {_flow(entry.value)}' for key, entry in node.entries.items())}}}"
        )
    return node.text if node.plain and _is_bare(node.text) else json.dumps(node.text, ensure_ascii=False)


def _is_bare(text: str) -> bool:
    """Tell whether a value without quotes stands on one line, and may stand between brackets."""
    return text.isprintable() and not any(sign in text for sign in ",[]{}") and " #" not in text


def _text(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() else json.dumps(key, ensure_ascii=False)
