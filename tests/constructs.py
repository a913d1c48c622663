"""Writes chapters out of every construct that a chapter can have, in combinations that nobody thought of.

Every word that is written stands once, so that a word of the source that a reader does not get is known by
its name. What is written is Markdown as the authoring guide has it; whether a combination is taken or refused
is the program's to say.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from textwrap import indent

_CONSONANTS, _VOWELS = "bdfgklmnprstv", "aeiou"


class Writing:
    """Writes one passage from a seed, and remembers its words.

    ``said`` are those that stand on a page, ``described`` those of text alternatives.
    """

    def __init__(self, number: int, seed: int) -> None:
        self._number = number
        self._random = random.Random(f"{number} {seed}")  # noqa: S311  no secret
        self._written = 0
        self._notes: list[str] = []
        self.said: list[str] = []
        self.described: list[str] = []

    def passage(self) -> str:
        """Write a block of any kind, with the notes that it refers to."""
        return f"{self._block(0)}\n{self._due()}"

    def _word(self, heard: list[str] | None = None) -> str:
        """Write a word that stands nowhere else: its number, in syllables."""
        rest = self._number * 1000 + self._written
        self._written += 1
        syllables = []
        for _ in range(5):
            rest, consonant = divmod(rest, len(_CONSONANTS))
            rest, vowel = divmod(rest, len(_VOWELS))
            syllables.append(_CONSONANTS[consonant] + _VOWELS[vowel])
        word = "".join(reversed(syllables))
        (self.said if heard is None else heard).append(word)
        return word

    def _due(self) -> str:
        """Write the notes that were referred to and not written yet."""
        due, self._notes = self._notes, []
        return "".join(f"\n{note}\n" for note in due)

    def _text(self) -> str:
        """Write a few words, or what stands in their place."""
        count = self._random.randint(1, 3)
        return " ".join(self._choice(_INLINES)(self, 0) for _ in range(count))

    def _choice(self, table: tuple[Callable[..., str], ...]) -> Callable[..., str]:
        return self._random.choice(table)

    def _inside(self, depth: int) -> str:
        return self._choice(_INLINES)(self, depth + 1) if depth < 3 else self._word()

    # Inlines

    def _plain(self, _depth: int) -> str:
        return self._word()

    def _emphasis(self, depth: int) -> str:
        return f"*{self._inside(depth)}*"

    def _strong(self, depth: int) -> str:
        return f"**{self._inside(depth)}**"

    def _code(self, _depth: int) -> str:
        return f"`{self._word()}`"

    def _link(self, _depth: int) -> str:
        words = self._choice((Writing._plain, Writing._code, Writing._escaped))(self, 0)
        marks = self._random.choice(("", "*", "**"))
        return f"[{marks}{words}{marks}](https://example.org/)"

    def _reference(self, _depth: int) -> str:
        return f"[{self._word()}](#topp){self._random.choice(('', '{.page}'))}"

    def _number_of(self, _depth: int) -> str:
        return "{finding}`strategisk` [](#topp)"

    def _passage(self, depth: int) -> str:
        return f"[{self._inside(depth)}]{{lang={self._random.choice(('en', 'nn', 'fr'))}}}"

    def _escaped(self, _depth: int) -> str:
        return f"\\*{self._word()}\\_ &amp; {self._word()}&nbsp;{self._word()}"

    def _note(self, _depth: int) -> str:
        label = f"n{self._number}-{self._written}"
        first = self._word()
        more = self._random.choice(("", "\n\n    ", "\n    - "))
        rest = f"{more}{self._word()} {self._word()}" if more else ""
        self._notes.append(f"[^{label}]: {self._word()} *{self._word()}*{rest}")
        return f"{first}[^{label}]"

    # Blocks

    def _block(self, depth: int) -> str:
        return self._choice(_BLOCKS if depth == 0 else _BLOCKS_INSIDE)(self, depth)

    def _blocks(self, depth: int) -> str:
        count = self._random.randint(1, 2)
        write = self._block if depth < 2 else self._paragraph
        return "\n".join(write(depth + 1) for _ in range(count))

    def _sometimes_due(self) -> str:
        """Write the notes here, or leave them for the end of the passage."""
        return self._due() if self._random.random() < 0.5 else ""

    def _paragraph(self, _depth: int) -> str:
        ending = self._random.choice((" ", "\n", "\\\n"))
        return f"{self._text()}{ending}{self._text()}\n{self._sometimes_due()}"

    def _heading(self, _depth: int) -> str:
        before, after = self._random.choice((("## ", ""), ("", "\n---")))
        return f"{before}{self._text()}{after}\n{self._sometimes_due()}\n{self._paragraph(0)}"

    def _list(self, depth: int) -> str:
        mark = self._random.choice(("- ", "* ", "1. ", "2) "))
        gap = self._random.choice(("", "\n"))
        items = []
        for _ in range(self._random.randint(1, 3)):
            body = self._text() + ("\n\n" + self._blocks(depth) if self._random.random() < 0.3 else "")
            items.append(mark + indent(body, " " * len(mark)).lstrip() + gap)
        return "\n".join(items) + "\n"

    def _definitions(self, depth: int) -> str:
        body = indent(self._blocks(depth), "  ").lstrip()
        return f"{self._text()}\n: {body}\n\n{self._text()}\n: {self._text()}\n"

    def _quotation(self, depth: int) -> str:
        return indent(f"{self._text()}\n\n{self._blocks(depth)}", "> ", lambda _line: True) + "\n"

    def _fence(self, _depth: int) -> str:
        return f"```\n{self._word()} {self._word()}\n{self._word()}\n```\n"

    def _table(self, _depth: int) -> str:
        name = self._random.choice(("Tabell", "Table"))
        attributes = self._random.choice(("", f" {{#t{self._number}-{self._written}}}", " {.header-column}"))
        caption = f"{name}: {self._text()}{attributes}\n" if self._random.random() < 0.7 else ""
        between = f"{self._sometimes_due()}\n" if caption else ""
        rows = [[self._cell() for _ in range(2)] for _ in range(self._random.randint(1, 3))]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        table = "\n".join([caption + between + lines[0], "|---|:-:|", *lines[1:]])
        return f"{table}\n{self._sometimes_due()}"

    def _cell(self) -> str:
        return self._text() if self._random.random() < 0.8 else f"{self._word()} \\| {self._word()}"

    def _figure(self, _depth: int) -> str:
        alt = " ".join(self._word(self.described) for _ in range(2))
        marked = self._random.choice((alt, f"*{alt}*", f"`{alt}`"))
        quote = self._random.choice(("", '"', "'"))
        caption = f" {quote}{self._text()}{quote}" if quote else ""
        attributes = self._random.choice(("", "{width=50%}", f"{{#f{self._number}-{self._written} .wide}}"))
        return f"![{marked}](bilder/eksempel.png{caption}){attributes}\n{self._sometimes_due()}"

    def _box(self, depth: int) -> str:
        return self._fenced(f'{{.fact-box title="{self._text()}"}}', self._blocks(depth), depth)

    def _lead(self, depth: int) -> str:
        return self._fenced("lead", f"{self._text()}\n\n{self._text()}\n", depth)

    def _pull_quote(self, depth: int) -> str:
        return self._fenced(f'{{.pull-quote by="{self._text()}"}}', f"{self._text()}\n", depth)

    def _side_note(self, depth: int) -> str:
        return f"{self._text()}\n\n" + self._fenced("side-note", self._paragraph(depth), depth)

    def _chart(self, depth: int) -> str:
        return self._fenced(f'finding-chart {{ids="strategisk helhet" caption="{self._text()}"}}', "", depth)

    def _timeline(self, depth: int) -> str:
        events = "\n".join(f"{self._text()}\n: {self._text()}\n" for _ in range(2))
        return self._fenced(f'timeline {{caption="{self._text()}"}}', events, depth)

    def _diagram(self, depth: int) -> str:
        alt = self._word(self.described)
        head = f'diagram {{kind="steps" caption="{self._text()}" alt="{alt}"}}'
        steps = "".join(f"1. **{self._word()}** {self._word()}\n" for _ in range(2))
        return self._fenced(head, steps, depth)

    def _fenced(self, head: str, body: str, depth: int) -> str:
        colons = ":" * (6 - depth)
        return f"{colons} {head}\n{body}{self._sometimes_due()}{colons}\n{self._sometimes_due()}"


_INLINES: tuple[Callable[[Writing, int], str], ...] = (
    Writing._plain,
    Writing._emphasis,
    Writing._strong,
    Writing._code,
    Writing._link,
    Writing._reference,
    Writing._number_of,
    Writing._passage,
    Writing._escaped,
    Writing._note,
)
_BLOCKS_INSIDE: tuple[Callable[[Writing, int], str], ...] = (
    Writing._paragraph,
    Writing._list,
    Writing._definitions,
    Writing._quotation,
    Writing._fence,
    Writing._table,
    Writing._figure,
    Writing._box,
    Writing._pull_quote,
    Writing._chart,
    Writing._timeline,
    Writing._diagram,
)
_BLOCKS = (*_BLOCKS_INSIDE, Writing._heading, Writing._lead, Writing._side_note)


def passages(count: int, seed: int) -> Iterator[tuple[Writing, str]]:
    """Write ``count`` passages, each with what it says."""
    for number in range(count):
        writing = Writing(number, seed)
        yield writing, writing.passage()
