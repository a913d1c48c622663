"""Puts the questions to a file: what each of them is about there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from report_builder.check.context import Context
from report_builder.check.document import Document, string
from report_builder.check.judgement import questions as kinds
from report_builder.check.judgement.beside import subjects_beside, title_of
from report_builder.check.judgement.elements import subjects_of_elements
from report_builder.check.judgement.painted import read_painted
from report_builder.check.judgement.parts import parts_of, places, subjects_of_parts
from report_builder.check.judgement.questions import KINDS, QUESTIONS, Question
from report_builder.check.judgement.subject import Subject, key_of, masked, merged
from report_builder.check.judgement.untagged import has_fields, untagged
from report_builder.check.reading import Node, read_structure
from report_builder.check.script import listen, written


class Task(Struct, frozen=True):
    """A question about one thing: what a person answers with yes, no or later."""

    question: Question
    subject: Subject

    @property
    def name(self) -> str:
        """What tells it from all others, and is the same in the next version where nothing changed."""
        return f"{self.question.id}@{self.subject.key}"


class Asked(Struct, frozen=True):
    """What a file is asked: its title, its number of pages, and all that questions are about, by its kind.

    ``scripts`` has, by its key, what is read aloud of each part; ``language`` is that of the file.
    ``beyond`` are the kinds of things that it has outside its tags, where nothing can be asked about them;
    ``tagged`` is False where it has no tags at all, and ``fillable`` True where there are fields in it.
    """

    title: str
    pages: int
    subjects: Mapping[str, Sequence[Subject]]
    scripts: Mapping[str, str]
    language: str = ""
    beyond: frozenset[str] = frozenset()
    tagged: bool = True
    fillable: bool = False

    def about(self, question: Question) -> list[Task]:
        """Give what a question is asked about; nothing where the file has nothing of its kind."""
        return [Task(question, one) for kind in question.about for one in self.subjects.get(kind, ())]

    def leaves_out(self, question: Question) -> bool:
        """Tell whether the file has, outside its tags, something that the question would be asked about."""
        return not self.beyond.isdisjoint(question.about)

    @property
    def tasks(self) -> list[Task]:
        """Every question about everything, in the order of the questions."""
        return [task for question in QUESTIONS for task in self.about(question)]

    @property
    def by_subject(self) -> list[tuple[Subject, list[Task]]]:
        """Everything that is judged with all questions about it, so that each is looked at once."""
        return [
            (subject, tasks)
            for kind in KINDS
            for subject in self.subjects.get(kind, ())
            if (tasks := [Task(one, subject) for one in QUESTIONS if kind in one.about])
        ]


def ask(pdf: bytes) -> Asked:
    """Read a finished file and say what a person is to judge in it. Raises Encrypted or Unreadable."""
    top = read_structure(pdf)
    with Document(pdf) as document:
        document.require_pages()
        context = Context(document)
        language = string(document.resolve(document.catalog.get("/Lang"))) or ""
        painted = read_painted(document)
        parts = parts_of(top)
        of_parts = list(subjects_of_parts(parts, language))
        found = merged(
            chain(
                _document(context, top),
                of_parts,
                subjects_of_elements(list(places(top)), language, painted.marks),
                subjects_beside(context, painted),
            )
        )
        title, pages = title_of(context) or document.info.get("Title", ""), len(document.pages)
        beyond, fillable = untagged(context, top, painted), has_fields(context)
    kinds_there = {kind: [one for one in found if one.kind == kind] for kind in KINDS}
    keys = [one.key for one in of_parts if one.kind == kinds.PART]
    scripts = {key: written(listen(part.roots, language)) for key, part in zip(keys, parts, strict=True)}
    subjects = {kind: ones for kind, ones in kinds_there.items() if ones}
    return Asked(title, pages, subjects, scripts, language, beyond, bool(top), fillable)


def _document(context: Context, top: Sequence[Node]) -> Iterator[Subject]:
    """The title in the metadata beside that which the document itself begins with."""
    title = title_of(context)
    every = (node for one in top for node in one.walk())
    named = next((one for one in every if one.role == "Title" or one.standard in {"H", "H1"}), None)
    said = " ".join(named.text.split()) if named else ""
    yield Subject(kinds.DOCUMENT, key_of(kinds.DOCUMENT, title, masked(said)), (0,), (), title, said)
