"""The elements of a style in CSL, as citeproc-py has them, with what it lacks."""

from __future__ import annotations

from typing import Any

from citeproc import model
from citeproc.string import String

from report_builder.content.literature.marks import MARKS
from report_builder.content.literature.positions import NOWHERE
from report_builder.language.sorting import sort_key
from report_builder.patterns import late

NAMESPACE = "http://purl.org/net/xbiblio/csl"
_NAMES_TAG = f"{{{NAMESPACE}}}names"
_NUMERIC = late(r"[A-Za-z]*\d+[A-Za-z]*(?:\s*[-–,&]\s*[A-Za-z]*\d+[A-Za-z]*)*")


class Said:
    """What the names of an item said last, whether they are to be left out, and what it said so far.

    ``position`` is that of what is cited. ``variables`` and ``roles`` are the texts and the kinds of people
    that it said, and ``others`` how many names are written that "and others" stands behind.
    """

    left_out = False
    names = ""
    position = NOWHERE

    def __init__(self) -> None:
        self.variables: list[str] = []
        self.roles: list[str] = []
        self.others = 0


def classes_of(  # noqa: C901  one element a class, in one visible place
    said: Said, macros: dict[str, Any], language: str
) -> dict[str, type]:
    """The classes of the elements of one style; what is found by a search is kept."""
    options: dict[tuple[Any, Any, str], Any] = {}
    layouts: dict[Any, Any] = {}
    authors: dict[Any, bool] = {}

    def layout_of(element: Any) -> Any:
        if element not in layouts:
            layouts[element] = model.CitationStylesElement.get_layout(element)
        return layouts[element]

    class Names(model.Names):  # type: ignore[misc]
        get_layout = layout_of

        def process(self, item: Any, names_context: Any = None, context: Any = None, **kwargs: Any) -> Any:
            people = item.reference
            roles = [role for role in self.get("variable").split() if role in people]
            # Who stood in for the author is not said a second time.
            layout = (self if context is None else context).get_layout() if roles else None
            stood_in = layout.repressed.get(_NAMES_TAG, ()) if layout is not None else ()
            held = {role: people.pop(role) for role in roles if role in stood_in}
            try:
                written = super().process(item, names_context, context, **kwargs)
            finally:
                people.update(held)
            if written:
                said.roles += [role for role in roles if role not in held]
            return written

        def render(self, item: Any, *args: Any, **kwargs: Any) -> Any:
            written = super().render(item, *args, **kwargs)
            if written and not said.names and self._calls_authors():
                said.names = str(written)
                # What says nothing would be substituted.
                return MARKS.LEFT_OUT if said.left_out else written
            return written

        def _calls_authors(self) -> bool:
            """Whether this says the authors, or who stands in for them."""
            if self not in authors:
                every = [self, *self.iterdescendants(_NAMES_TAG)]
                authors[self] = any("author" in (one.get("variable") or "").split() for one in every)
            return authors[self]

    class Name(model.Name):  # type: ignore[misc]
        def process(self, item: Any, variable: str, *args: Any, **kwargs: Any) -> Any:
            names = item.reference.get(variable) or [{}]
            said.others = len(names) - 1 if names[-1].get("literal") == MARKS.OTHERS else 0
            try:
                return super().process(item, variable, *args, **kwargs)
            finally:
                said.others = 0

        def get_option(self, name: str, context: Any = None, sort_options: Any = None) -> Any:
            if not said.others or not name.startswith("et-al"):
                return self._kept_option(name, context, sort_options)
            if name == "et-al-use-last":
                return False
            count = said.others + 1
            least, first = (
                self._kept_option(f"et-al-{end}", context, sort_options) for end in ("min", "use-first")
            )
            return count if name == "et-al-min" else first if 0 < least <= count else said.others

        def _kept_option(self, name: str, context: Any, sort_options: Any) -> Any:
            if sort_options and name in sort_options:
                return super().get_option(name, context, sort_options)
            key = self, context, name
            if key not in options:
                options[key] = super().get_option(name, context)
            return options[key]

    class Text(model.Text):  # type: ignore[misc]
        get_layout = layout_of

        def get_macro(self, name: str) -> Any:
            return macros[name]

        def _variable(self, item: Any, context: Any) -> Any:
            text = super()._variable(item, context)
            if text:
                said.variables.append(self.get("variable"))
            return text

        def case(self, text: Any, spoken: str | None = None) -> Any:
            """A small word behind an abbreviation stays small: "Proc. of the", not "Proc. Of the"."""
            cased = super().case(text, spoken)
            if self.get("text-case") != "title" or cased == text or ". " not in cased:
                return cased
            written = [str(word) for word in text.words()]
            kept = (
                word if word in self._stop_words and before.endswith(".") else own
                for before, word, own in zip(["", *written], written, cased.split(" "), strict=False)
            )
            return " ".join(kept)

    class Tested:
        """What citeproc-py does not know of the place in a source, and of what was cited before."""

        def _position(self, _item: Any, _context: Any) -> list[bool]:
            return [said.position.has(name) for name in self.get("position").split()]  # type: ignore[attr-defined]

        def _is_numeric(self, item: Any) -> list[Any]:
            if self.get("is-numeric") == "locator":  # type: ignore[attr-defined]
                return [item.has_locator and _NUMERIC.fullmatch(item.locator.identifier)]
            return super()._is_numeric(item)  # type: ignore[misc,no-any-return]

    class If(Tested, model.If):  # type: ignore[misc]
        pass

    class ElseIf(Tested, model.Else_If):  # type: ignore[misc]
        pass

    class Label(model.Label):  # type: ignore[misc]
        def process(self, item: Any, variable: str | None = None, *args: Any, **kwargs: Any) -> Any:
            if item.has_locator and item.locator.term and self.get("variable") in ("locator", "section"):
                return String(item.locator.term)
            return super().process(item, variable, *args, **kwargs)

        def case(self, text: Any, spoken: str | None = None) -> Any:
            return super().case(text, spoken or language)  # it asks for none, and gets no English capitals

    class Substitute(model.Substitute):  # type: ignore[misc]
        def render(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
            start, first = len(said.variables), len(said.roles)
            text = super().render(item, context=context, **kwargs)
            # What stands for a name is not said a second time, though a macro said it.
            repressed = context.get_layout().repressed
            repressed.setdefault(f"{{{NAMESPACE}}}text", []).extend(said.variables[start:])
            repressed.setdefault(_NAMES_TAG, []).extend(said.roles[first:])
            return text

    class Key(model.Key):  # type: ignore[misc]
        def get_macro(self, name: str) -> Any:
            return macros[name]

        def sort_keys(self, items: Any, context: Any) -> list[Any]:
            keys = super().sort_keys(items, context)
            return [key if key is None else sort_key(MARKS.without(str(key)), language) for key in keys]

    classes = {
        cls.__name__.replace("_", "-").lower(): cls for cls in model.CitationStylesElement.__subclasses__()
    }
    own = {"names": Names, "name": Name, "text": Text, "label": Label, "substitute": Substitute, "key": Key}
    return classes | own | {"if": If, "else-if": ElseIf}
