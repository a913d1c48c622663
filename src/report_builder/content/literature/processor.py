"""How a style writes citations and entries: citeproc-py, with what it lacks.

A style is compiled when a report with literature is read. Three things are added: authors can be left out or
set apart, entries of one author and year get letters, and names sort as the report's language does. What a
place is called, and whether a source was cited before, is told to the style. Macros are found once, since a
search for each of them is most of what a citation costs.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from string import ascii_lowercase
from typing import Any

import citeproc
from citeproc import model
from citeproc.source import CitationItem, Locator
from citeproc.source.json import CiteProcJSON
from lxml import etree

from report_builder.content.literature.cited import Cited
from report_builder.content.literature.elements import NAMESPACE, Said, classes_of
from report_builder.content.literature.initials import surname, to_be_told_apart
from report_builder.content.literature.locators import term_in
from report_builder.content.literature.marks import MARKS
from report_builder.content.literature.positions import FIRST, NOWHERE, Position
from report_builder.content.literature.terms import keep_terms

_SOME_PAGE = "987654321"
"""A number that no page has."""
_SAYS_IBID = re.compile(rb' position="(?:[^"]* )?ibid[" ]')
_NEAR = 5
"""How many notes back is near, where a style does not say it."""
_LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


class StyleError(Exception):
    """A style that cannot be used."""


class _Year(int):
    """A year with the letter that tells entries of one author apart, in a style that has no place for it."""

    letter = ""

    def __abs__(self) -> _Year:
        return self

    def __str__(self) -> str:
        return f"{int(self)}{self.letter}"


class Processor:
    """Writes citations and entries in one style; what it writes has the signs of :mod:`.marks`."""

    def __init__(self, style: bytes, language: str, items: Sequence[Mapping[str, Any]]) -> None:
        """Read ``style``, a file in CSL, and the sources that are cited, in their order (CSL JSON).

        ``StyleError`` where it is no style, or only names another one.
        """
        self._said = Said()
        macros: dict[str, Any] = {}
        lookup = etree.ElementNamespaceClassLookup()
        elements = lookup.get_namespace(NAMESPACE)
        elements[None] = model.CitationStylesElement
        elements.update(classes_of(self._said, macros, language))
        parser = etree.XMLParser(remove_comments=True, no_network=True, resolve_entities=False)
        parser.set_element_class_lookup(lookup)
        try:
            root = etree.parse(io.BytesIO(style), parser).getroot()
        except etree.XMLSyntaxError as fault:
            raise StyleError from fault
        if root.tag != f"{{{NAMESPACE}}}style" or root.find(f"{{{NAMESPACE}}}citation") is None:
            raise StyleError
        root.set_locale_list(_LOCALES.get(language, "en-US"), validate=False)
        keep_terms(root.locales)
        macros |= {macro.get("name"): macro for macro in root.iterfind(f"{{{NAMESPACE}}}macro")}
        for names in root.iter(f"{{{NAMESPACE}}}names"):
            if names.name is None and names.getparent().tag != f"{{{NAMESPACE}}}substitute":
                names.insert(0, parser.makeelement(f"{{{NAMESPACE}}}name"))  # citeproc-py has one of no class
        root.formatter = MARKS
        self._root = root
        self._kept = [*root.iter()]  # lxml forgets what nobody holds, and would make each element anew
        self._language = language
        self._written: dict[tuple[Cited, Position], str] = {}
        self._asks_position = b" position=" in etree.tostring(root)
        self._says_ibid = _SAYS_IBID.search(etree.tostring(root)) is not None
        self._use(items)

    def _use(self, items: Sequence[Mapping[str, Any]]) -> None:
        root = self._root
        style = citeproc.CitationStylesStyle.__new__(citeproc.CitationStylesStyle)
        style.root = root
        # citeproc-py takes all letters of a key for small ones.
        self._own = {item["id"]: f"k{number}" for number, item in enumerate(items)}
        self._source = CiteProcJSON([{**item, "id": self._own[item["id"]]} for item in items])
        self._keys = [item["id"] for item in items]
        self._bibliography = citeproc.CitationStylesBibliography(style, self._source, MARKS)
        self._bibliography.keys = [*self._own.values()]
        sort = root.bibliography.find(f"{{{NAMESPACE}}}sort") if root.bibliography is not None else None
        if sort is not None:
            items_sorted = sort.sort([*map(self._item, self._keys)], root.bibliography.layout)
            self._bibliography.keys = [item.key for item in items_sorted]
            keys = {own: key for key, own in self._own.items()}
            self._keys = [keys[own] for own in self._bibliography.keys]
        self._initials: dict[str, str] = {}
        if root.citation.get("disambiguate-add-givenname") == "true" and not self.is_note_style:
            self._initials = self._names_alike()
            self._written.clear()
        if root.citation.get("disambiguate-add-year-suffix") == "true":
            self._tell_apart()

    def _item(self, key: str, locator: Locator | None = None) -> CitationItem:
        item = CitationItem(self._own[key], **({"locator": locator} if locator else {}))
        item.citation = citeproc.Citation([item])
        item.citation.bibliography = self._bibliography
        return item

    def _names_alike(self) -> dict[str, str]:
        """The initials of first authors that others of their surname ask for, by the keys of the sources.

        Where the style does not ask for them everywhere, only those count that are cited by the same words.
        """
        people = {
            key: people[0] for key in self._keys if (people := self._source[self._own[key]].get("author"))
        }
        if str(self._root.citation.get("givenname-disambiguation-rule", "by-cite")) != "by-cite":
            told = to_be_told_apart(people)
        else:
            alike: defaultdict[str, dict[str, Any]] = defaultdict(dict)
            for key, person in people.items():
                alike[self.cite(Cited(key))][key] = person
            told = {key: first for group in alike.values() for key, first in to_be_told_apart(group).items()}
        # In some kinds of sources a style has them anyway.
        return {key: first for key, first in told.items() if self.names(key).startswith(surname(people[key]))}

    @contextmanager
    def _with_initials(self, key: str) -> Iterator[None]:
        """Let the first author of a source be called with initials, where that is needed."""
        if key not in self._initials:
            yield
            return
        people = self._source[self._own[key]]["author"]
        person, called = people[0], f"{self._initials[key]}\u00a0{surname(people[0])}"
        people[0] = type(person)(**{**_without_particle(person), "family": called})
        try:
            yield
        finally:
            people[0] = person

    def _tell_apart(self) -> None:
        """Give letters to sources that would be cited by the same words."""
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            alike[self.cite(Cited(key))].append(key)
        shown = b'variable="year-suffix"' in etree.tostring(self._root)
        for keys in alike.values():
            for letter, key in zip(ascii_lowercase, keys if len(keys) > 1 else (), strict=False):
                reference = self._source[self._own[key]]
                if shown:
                    reference["year_suffix"] = letter
                elif (issued := reference.get("issued")) and "year" in issued:
                    issued["year"] = _Year(issued["year"])
                    issued["year"].letter = letter
        self._written.clear()

    @property
    def order(self) -> Sequence[str]:
        """The keys of the sources as the list of them has them."""
        return self._keys

    @property
    def is_note_style(self) -> bool:
        """Whether citations stand in footnotes."""
        return bool(self._root.get("class") == "note")

    @property
    def is_numeric(self) -> bool:
        """Whether a citation is the number of its entry."""
        return b'variable="citation-number"' in etree.tostring(self._root.citation)

    @property
    def sorts(self) -> bool:
        """Whether the sources that are cited together stand in the order of the list."""
        return self._root.citation.find(f"{{{NAMESPACE}}}sort") is not None

    @property
    def raises(self) -> bool:
        """Whether citations are raised above the line."""
        return bool(self._root.citation.layout.get("vertical-align") == "sup")

    @property
    def collapses(self) -> bool:
        """Whether numbers that follow each other are cited as a range."""
        return bool(self._root.citation.get("collapse") == "citation-number")

    @property
    def years_alone(self) -> str:
        """What stands between the years of what the same authors wrote, cited together: "Lie, 2019, 2020".

        Empty where each has its authors.
        """
        citation = self._root.citation
        collapses = str(citation.get("collapse", "")).startswith("year")
        return str(citation.get("cite-group-delimiter", ", ")) if collapses else ""

    @property
    def around(self) -> tuple[str, str, str]:
        """What stands before, between and behind the sources that are cited together."""
        layout = self._root.citation.layout
        return layout.get("prefix", ""), layout.get("delimiter", ""), layout.get("suffix", "")

    @property
    def near_distance(self) -> int:
        """How many notes back a source that is cited again is near."""
        return int(self._root.citation.get("near-note-distance", _NEAR))

    def cite(self, cited: Cited, position: Position = FIRST) -> str:
        """What is written of one source at this position, without what stands around."""
        if cited.locator.isdecimal() and cited.locator != _SOME_PAGE:
            # Written once for all pages of a source.
            return self.cite(cited._replace(locator=_SOME_PAGE), position).replace(_SOME_PAGE, cited.locator)
        key = cited, position if self._asks_position else FIRST
        known = self._written.get(key)
        if known is None:
            known = self._written[key] = self._cite(*key)
        return known

    def leaves_out_place(self, cited: Cited, position: Position) -> bool:
        """Whether the style does not write the place in the source; "ibid" means the same place."""
        if not cited.locator or (position.name == "ibid" and self._says_ibid):
            return False
        return _SOME_PAGE not in self.cite(cited._replace(locator=_SOME_PAGE), position)

    def _cite(self, cited: Cited, position: Position) -> str:
        item = self._item(cited.key, self._locator(cited))
        said, layout = self._said, self._root.citation.layout
        said.left_out, said.names, said.position = cited.without_author, "", position
        layout.repressed, said.variables, said.roles = {}, [], []
        with self._with_initials(cited.key):
            written = layout.render_children(item)
        said.left_out, said.position = False, NOWHERE
        return MARKS.tidy(str(written or ""))

    def _locator(self, cited: Cited) -> Locator | None:
        if not cited.locator:
            return None
        locator = Locator(cited.label, cited.locator)
        locator.term = term_in(cited.term, self._language)
        return locator

    def names(self, key: str) -> str:
        """The names by which a source is called in running text; empty where the style has none for it."""
        self._cite(Cited(key), FIRST)
        return MARKS.without(self._said.names)

    def entry(self, key: str) -> tuple[str, str]:
        """An entry of the list: its number with what is around it (empty in most styles), and the rest."""
        layout = self._root.bibliography.layout
        layout.repressed = {}
        item = self._item(key)
        first = layout[0] if len(layout) else None
        mark = ""
        if first is not None and first.get("variable") == "citation-number":
            mark = str(first.render(item) or "")
        written = str(layout.format(layout.wrap(layout.render_children(item))) or "")
        return mark.strip(), MARKS.tidy(written.removeprefix(mark).strip())

    @property
    def has_list(self) -> bool:
        """Whether the style has a list of sources at all."""
        return self._root.bibliography is not None


def _without_particle(person: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in person.items() if name != "non-dropping-particle"}
