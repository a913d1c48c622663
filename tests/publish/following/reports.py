"""Reports that are edited by chance, and what a reader of the version before has to be told of it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

from report_builder.content.load import load_report
from report_builder.publish.edition import edition_pages
from report_builder.publish.following.model import Count, State
from report_builder.publish.following.reading import record_of
from report_builder.publish.following.record import Record
from report_builder.sources.files import SourceFiles
from tests.compare.random_edits import SMALL, WORDS
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import NAMES, SAMPLES, make_folder

UNITS = ("prosent", "kroner", "årsverk", "")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with a number in it; ``name`` stays the same whatever is edited.

    ``said`` is the text of one that was divided or merged, and ``names`` are those that it was made of.
    """

    name: int
    words: tuple[str, ...]
    number: int
    unit: str
    said: str = ""
    merged: tuple[int, ...] = ()

    @property
    def names(self) -> tuple[int, ...]:
        return self.merged or (self.name,)

    @property
    def quantity(self) -> str:
        return f"{self.number} {self.unit}".strip()

    @property
    def text(self) -> str:
        return (
            self.said or f"Avsnittet {' '.join(self.words[:8])} {self.quantity} {' '.join(self.words[8:])}."
        )


@dataclass(frozen=True)
class Table:
    """A table without a caption, of words with a number each."""

    name: int
    rows: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        return "\n".join(("| Hva | Antall |", "|---|---:|", *(f"| {word} | {n} |" for word, n in self.rows)))


@dataclass
class Section:
    """A section, or a chapter with sections in it; ``id`` is empty where it is made from the title."""

    name: int
    title: str
    paragraphs: list[Paragraph]
    sections: list[Section] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    id: str = ""

    def copy(self) -> Section:
        return replace(
            self,
            paragraphs=list(self.paragraphs),
            sections=[inner.copy() for inner in self.sections],
            tables=list(self.tables),
        )

    def all(self) -> Iterator[Section]:
        """This section and those in it."""
        yield self
        for inner in self.sections:
            yield from inner.all()

    def every(self) -> list[Paragraph]:
        """The paragraphs of this section and of those in it."""
        return [paragraph for section in self.all() for paragraph in section.paragraphs]

    def every_table(self) -> dict[int, Table]:
        """The tables of this section and of those in it, by name."""
        return {table.name: table for section in self.all() for table in section.tables}

    def markdown(self, level: int = 1) -> str:
        parts = [f"{'#' * level} {self.title}" + (f" {{#{self.id}}}" if self.id else "")]
        parts += [paragraph.text for paragraph in self.paragraphs]
        parts += [table.text for table in self.tables]
        parts += [inner.markdown(level + 1) for inner in self.sections]
        return "\n\n".join(parts)


@dataclass(frozen=True)
class Expected:
    """What a place has to be followed to: the title that it has now, the state, and what changed."""

    title: str
    state: State
    headings: int
    paragraphs: Count
    tables: Count
    numbers: tuple[tuple[str, str], ...]


class Editing:
    """A report before and after edits, by chance but the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311 - repeatable, not secret
        self._named = 0
        self._joined = set[int]()
        self._counted = set[int]()
        self.before = [self._chapter() for _ in range(4)]
        self.after = [chapter.copy() for chapter in self.before]
        self.done: list[str] = []

    def _name(self) -> int:
        self._named += 1
        return self._named

    def _title(self) -> str:
        """A title of its own, from which its id is made."""
        return f"Om {' '.join(self._chance.sample(WORDS, 3))} {self._named:x}".replace(" 0", " o")

    def _paragraph(self) -> Paragraph:
        words = []
        for _ in range(self._chance.randint(8, 16)):
            words += [self._chance.choice(WORDS), self._chance.choice(SMALL)]
        number = self._chance.randint(2, 999)
        return Paragraph(self._name(), tuple(words), number, self._chance.choice(UNITS))

    def _section(self, sections: int = 0) -> Section:
        name = self._name()
        paragraphs = [self._paragraph() for _ in range(self._chance.randint(3, 5))]
        inner = [self._section() for _ in range(sections)]
        tables = [self._table() for _ in range(self._chance.choice((0, 0, 1, 2)))]
        own_id = f"sted-{name}" if self._chance.random() < 0.5 else ""
        return Section(name, self._title(), paragraphs, inner, tables, own_id)

    def _table(self) -> Table:
        name = self._name()
        words = self._chance.sample(WORDS, self._chance.randint(2, 5))
        rows = tuple((f"{word} {self._chance.choice(WORDS)}", self._chance.randint(2, 999)) for word in words)
        return Table(name, rows)

    def _chapter(self) -> Section:
        chapter = self._section()
        chapter.sections = [self._section(self._chance.choice((0, 0, 2))) for _ in range(3)]
        return chapter

    def edit(self, count: int) -> None:
        """Make ``count`` edits; each is of the report as the others left it."""
        ways = (
            self._move,
            self._rename,
            self._renumber,
            self._reword,
            self._add,
            self._remove,
            self._add_section,
            self._delete_section,
            self._delete_chapter,
            self._split_chapter,
            self._swap_chapters,
            self._swap_ids,
            self._divide,
            self._merge,
            self._recount,
            self._add_table,
            self._remove_table,
        )
        for _ in range(count):
            way = self._chance.choice(ways)
            way()
            self.done.append(way.__name__)

    def _any(self) -> Section:
        return self._chance.choice([section for chapter in self.after for section in chapter.all()])

    def _take(self) -> Section | None:
        chapter = self._chance.choice(self.after)
        if not chapter.sections:
            return None
        return chapter.sections.pop(self._chance.randrange(len(chapter.sections)))

    def _put(self, section: Section) -> None:
        chapter = self._chance.choice(self.after)
        chapter.sections.insert(self._chance.randint(0, len(chapter.sections)), section)

    def _move(self) -> None:
        if section := self._take():
            self._put(section)

    def _rename(self) -> None:
        section = self._any()
        self._named += 1
        section.title = self._title()

    def _change(self, paragraph: Paragraph) -> None:
        for chapter in self.after:
            for section in chapter.all():
                section.paragraphs = [
                    paragraph if one.name == paragraph.name else one for one in section.paragraphs
                ]

    def _renumber(self) -> None:
        paragraph = self._chance.choice(self._any().paragraphs)
        if paragraph.said:
            return
        self._change(replace(paragraph, number=paragraph.number + self._chance.randint(1, 400)))

    def _reword(self) -> None:
        paragraph = self._chance.choice(self._any().paragraphs)
        if paragraph.said:
            return
        words = list(paragraph.words)
        for at in self._chance.sample(range(0, len(words), 2), 2):
            words[at] = self._chance.choice(WORDS)
        self._change(replace(paragraph, words=tuple(words)))

    def _add(self) -> None:
        section = self._any()
        at = self._chance.randint(0, len(section.paragraphs))
        # Nothing is put between the parts of one that was divided.
        if not (0 < at < len(section.paragraphs) and section.paragraphs[at - 1].said):
            section.paragraphs.insert(at, self._paragraph())

    def _divide(self) -> None:
        section = self._any()
        at = self._chance.randrange(len(section.paragraphs))
        one = section.paragraphs[at]
        if not self._is_as_it_was(one) or section.name in self._joined:
            return
        self._joined.add(section.name)
        words = one.text.split()
        cut = self._chance.choice((self._chance.randint(3, 7), self._chance.randint(14, len(words) - 3)))
        halves = (" ".join(words[:cut]), " ".join(words[cut:]))
        section.paragraphs[at : at + 1] = [replace(one, said=half) for half in halves]

    def _merge(self) -> None:
        section = self._any()
        at = self._chance.randrange(len(section.paragraphs))
        two = section.paragraphs[at : at + 2]
        if len(two) < 2 or section.name in self._joined or not all(map(self._is_as_it_was, two)):
            return
        names = (two[0].name, two[1].name)
        if any(names in pairwise(p.name for p in s.paragraphs) for c in self.before for s in c.all()):
            self._joined.add(section.name)
            merged = replace(two[0], said=f"{two[0].text} {two[1].text}", merged=names)
            section.paragraphs[at : at + 2] = [merged]

    def _is_as_it_was(self, paragraph: Paragraph) -> bool:
        return not paragraph.said and any(paragraph in chapter.every() for chapter in self.before)

    def _swap_ids(self) -> None:
        named = [section for chapter in self.after for section in chapter.all() if section.id]
        if len(named) > 1:
            one, other = self._chance.sample(named, 2)
            one.id, other.id = other.id, one.id

    def _recount(self) -> None:
        section = self._any()
        if section.tables:
            at = self._chance.randrange(len(section.tables))
            table = section.tables[at]
            rows = list(table.rows)
            for row in self._chance.sample(range(len(rows)), self._chance.randint(1, len(rows))):
                rows[row] = rows[row][0], rows[row][1] + self._chance.randint(1, 400)
            section.tables[at] = replace(table, rows=tuple(rows))

    def _add_table(self) -> None:
        section = self._any()
        # Where one is gone and another new, nobody could tell that it is not the same.
        if section.name not in self._counted:
            self._counted.add(section.name)
            section.tables.insert(self._chance.randint(0, len(section.tables)), self._table())

    def _remove_table(self) -> None:
        section = self._any()
        if section.name not in self._counted and section.tables:
            self._counted.add(section.name)
            section.tables.pop(self._chance.randrange(len(section.tables)))

    def _remove(self) -> None:
        section = self._any()
        old = {paragraph.name for chapter in self.before for paragraph in chapter.every()}
        # Most of a section stays, or nobody could tell that it is the one.
        at = self._chance.randrange(len(section.paragraphs))
        stays = len({paragraph.name for paragraph in section.paragraphs} & old) > 2
        if stays and not section.paragraphs[at].said and section.name not in self._joined:
            section.paragraphs.pop(at)

    def _add_section(self) -> None:
        self._put(self._section())

    def _delete_section(self) -> None:
        self._take()

    def _delete_chapter(self) -> None:
        if len(self.after) > 2:
            self.after.pop(self._chance.randrange(len(self.after)))

    def _split_chapter(self) -> None:
        at = self._chance.randrange(len(self.after))
        chapter = self.after[at]
        if len(chapter.sections) > 1:
            half = len(chapter.sections) // 2
            second = Section(self._name(), self._title(), [self._paragraph()], chapter.sections[half:])
            chapter.sections = chapter.sections[:half]
            self.after.insert(at + 1, second)

    def _swap_chapters(self) -> None:
        self.after.insert(0, self.after.pop())

    def expected(self) -> dict[str, Expected | None]:
        """What is to be told of each place of the version before, by its title; None where it is gone."""
        now = {section.name: section for chapter in self.after for section in chapter.all()}
        told: dict[str, Expected | None] = {}
        for chapter in self.before:
            for old in chapter.all():
                told[old.title] = self._told(old, now[old.name], chapter, now) if old.name in now else None
        return told

    def went(self) -> dict[str, tuple[int, int]]:
        """How many sections of each chapter that is gone went to one and the same, of how many, by title."""
        now = {section.name: at for at, chapter in enumerate(self.after) for section in chapter.all()}
        told = {}
        for chapter in self.before:
            if chapter.name not in now:
                there = Counter(now[one.name] for one in chapter.sections if one.name in now)
                most = max(there.values(), default=0)
                told[chapter.title] = (most, len(chapter.sections) if most else 0)
        return told

    def _told(self, old: Section, new: Section, chapter: Section, now: dict[int, Section]) -> Expected:
        everywhere = {name for other in self.after for one in other.every() for name in one.names}
        known = {paragraph.name for other in self.before for paragraph in other.every()}
        before = {paragraph.name: paragraph for paragraph in old.every()}
        after = {name: paragraph for paragraph in new.every() for name in paragraph.names}
        changed = [
            (before[name], after[name])
            for name in before.keys() & after.keys()
            if before[name].text != after[name].text
        ]
        count = Count(
            # One that was divided is one, and those that were merged are one.
            changed=len({there.names for _, there in changed}),
            new=sum(known.isdisjoint(one.names) for one in new.every()),
            gone=len(before.keys() - everywhere),
            moved=len((before.keys() & everywhere) - after.keys()),
            came=sum(
                not known.isdisjoint(one.names) and before.keys().isdisjoint(one.names) for one in new.every()
            ),
        )
        tables, recounted = self._told_tables(old, new)
        inner = {section.name: section for section in new.all()}
        headings = sum(
            section.name in inner and inner[section.name].title != section.title for section in old.all()
        )
        numbers = {(a.quantity, b.quantity) for a, b in changed if not b.said and a.quantity != b.quantity}
        numbers |= recounted
        own_chapter = now.get(chapter.name)
        here = own_chapter is not None and any(section.name == new.name for section in own_chapter.all())
        state = State.CHANGED if count or headings or tables else State.UNCHANGED
        state = state if here else State.MOVED
        return Expected(new.title, state, headings, count, tables, tuple(sorted(numbers)))

    def _told_tables(self, old: Section, new: Section) -> tuple[Count, set[tuple[str, str]]]:
        """What became of the tables of a section, and the numbers in them that are others."""
        known = {name for chapter in self.before for name in chapter.every_table()}
        everywhere = {name for chapter in self.after for name in chapter.every_table()}
        before, after = old.every_table(), new.every_table()
        both = [(table, after[name]) for name, table in before.items() if name in after]
        count = Count(
            changed=sum(one != other for one, other in both),
            new=len(after.keys() - known),
            gone=len(before.keys() - everywhere),
            moved=len((before.keys() & everywhere) - after.keys()),
            came=len((after.keys() & known) - before.keys()),
        )
        rows = [pair for one, other in both for pair in zip(one.rows, other.rows, strict=True)]
        return count, {(str(a[1]), str(b[1])) for a, b in rows if a[1] != b[1]}

    def records(self) -> tuple[Record, Record]:
        """Both versions, drawn."""
        return record_of(draw(self.before)), record_of(draw(self.after))


def draw(chapters: list[Section]) -> dict[str, bytes]:
    """Draw the edition of a report of these chapters."""
    return drawn({f"kapittel-{at}.md": chapter.markdown() for at, chapter in enumerate(chapters)})


def drawn(chapters: dict[str, str]) -> dict[str, bytes]:
    """Draw the edition of a report of chapters in Markdown."""
    root = make_folder("")
    try:
        folder = root / "content" / "chapters"
        (folder / "prove.md").unlink()
        for name, text in chapters.items():
            (folder / name).write_text(text + "\n", "utf-8")
        listed = "\n".join(f"  - {name}" for name in chapters)
        facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("  - prove.md", listed)
        (root / "content" / "report.yaml").write_text(facts, "utf-8")
        loaded = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    assert loaded.value is not None, [str(item) for item in loaded.diagnostics]
    return edition_pages(loaded.value, theme_of(NAMES[0]), AROUND)
