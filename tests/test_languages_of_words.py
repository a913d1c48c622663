"""Each word in its language, in the PDF and on all pages of the site: the author's, the program's, findings'.

A word of the author says its language itself: "enord" is in English. A word of the program is in the
languages whose catalogues have it, a number in those that write it so.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from functools import cache

from report_builder.check.reading import Annotation, Node, read_structure
from report_builder.content.load import load_report
from report_builder.language.catalogue import catalogue, languages
from report_builder.sources.files import SourceFiles
from tests.publish.site.sites import pages_of
from tests.said_in import Said, in_page, in_pdf
from tests.sample_reports import Sample, build_folder, make_folder
from tests.verify_support import assert_complies

FINDINGS = """\
findings:
  - {id: a, value: 80.5, unit: "%", statement: "Nbord nbord", n: 1234, source: "Nbord", group: g}
  - {id: b, value: 65.5, unit: "%", statement: "Nbord nbord nbord", n: 50, source: "Nbord", group: g}
  - {id: c, value: 12345.5, unit: nbord, statement: "Nbord", source: "Nbord", compared: nbord, group: h}
  - {id: d, value: -65.5, unit: "%", statement: "Nbord", compared: "2023", group: i}
"""
LANGUAGES = ("nb", "nn", "en", "en-GB", "de", "se")

SECTION = """\
## {l}ord [frord]{{lang=fr}} {l}ord {{#del-{n} .unnumbered lang={t}}}

{L}ord {l}ord{{finding}}`b`, {{finding}}`c` {{number}}`c`.[^{n}] {L}ord [](#fig-{n}){{.page}},
[](#k), [](#d), [](#figur), [](#tab-{n}), [](#del-{m}), [{l}ord](#del-{m}),
[{l}ord@example.org](mailto:{l}ord@example.org), [+47 22 45 10 00](tel:+4722451000), [{l}ord [frord]{{lang=fr}}](https://example.org/)
[frord [](#fig-{n}){{.page}} frord
{{finding}}`c`, [](#del-{m})]{{lang=fr}}.

[^{n}]: {L}ord [](#fig-{n}) {l}ord.

::: finding-chart {{#fig-{n} ids="a b" caption="{L}ord [frord]{{lang=fr}} {l}ord"}}
:::

::: finding-cards {{ids="a b c d"}}
:::

Tabell: {L}ord {{#tab-{n}}}

| {L}ord | {l}ord {l}ord |
|--------|--------|
| {l}ord | {{finding}}`a` |

![{L}ord [frord]{{lang=fr}} {l}ord](bilder/eksempel.png "{L}ord"){{#bilde-{n} width=20%}}

::: diagram {{#tegning-{n} kind="steps" caption="{L}ord" alt="{L}ord [frord]{{lang=fr}} {l}ord."}}
1. **{L}ord** {l}ord
2. **{L}ord** {l}ord
:::

### {L}ord {{#inni-{n} .unnumbered}}

{L}ord [](#inni-{m}).
"""

LANDING = """\
lead: "Nbord [enord]{{lang=en}} {{finding}}`a`"
voice: "[[Deord]{{lang=de}} nbord](https://example.org/)"
quotes: [{quotes}]
sections:
{sections}
facts: {{box: f-4}}
""".format(
    quotes=", ".join(f"q-{n}" for n, _ in enumerate(LANGUAGES)),
    sections="\n".join(
        f"  - {{title: Nbord, more: del-{n}, items: ['[](#a-{n})', '[](#del-{n})', '[](#fig-{n})']}}"
        for n, _ in enumerate(LANGUAGES)
    ),
)

START = """\
# Nbord {#k}

Nbord [](#del-2), [](#inni-2){.page}, [](#fig-2), [](#d) og [](#bilde-2).

::: finding-chart {#figur ids="a b" caption="Nbord"}
:::

## Nbord {#d}

Nbord.

"""


def chapter() -> str:
    """A section in each language, each with all that the program says something in, and blocks in each."""
    count = len(LANGUAGES)
    parts = [START]
    for n, tag in enumerate(LANGUAGES):
        short = tag.partition("-")[0]
        said = {"n": n, "m": (n + 1) % count, "t": tag, "l": short, "L": short.capitalize()}
        parts += SECTION.format(**said), BLOCKS.format(**said)
    return "\n".join(parts)


BLOCKS = """\
## Nbord

::: passage {{lang={t}}}
{L}ord {{finding}}`b` {l}ord.[^b{n}]

- {L}ord [](#a-{n})

> {L}ord [](#k)

```
{l}ord
```
:::

[^b{n}]: {L}ord.

::: {{.fact-box #a-{n} title="{L}ord" lang={t}}}
{L}ord.

Tabell: Frord {{lang=fr}}

| Frord |
|-------|
| frord |
:::

::: {{.fact-box #f-{n} title="{L}ord" lang={t}}}
- {L}ord {{finding}}`b`
:::

::: {{.pull-quote #q-{n} by="{L}ord" lang={t}}}
{L}ord {l}ord
:::

Nbord.

::: side-note {{lang={t}}}
{L}ord.
:::

::: finding-cards {{ids="a b c d" lang={t}}}
:::

::: {{.finding-chart #b-{n} ids="a b" caption="{L}ord" lang={t}}}
:::

::: timeline {{caption="{L}ord" lang={t}}}
{L}ord
: {L}ord
:::

::: diagram {{kind="steps" caption="{L}ord" alt="{L}ord {l}ord [frord]{{lang=fr}}." lang={t}}}
1. **{L}ord** {l}ord
2. **{L}ord** {l}ord
:::

Tabell: {L}ord {{#c-{n} lang={t}}}

| {L}ord | {l}ord {l}ord |
|--------|--------|
| {l}ord | {{finding}}`a` |

![{L}ord {l}ord](bilder/eksempel.png "{L}ord"){{#d-{n} width=20% lang={t}}}

::: lead {{lang={t}}}
{L}ord.
:::

::: write {{lines=2 lang={t}}}
1. {L}ord [frord]{{lang=fr}} {l}ord
:::

::: {{.tick .one lang={t}}}
{L}ord {l}ord

- {L}ord
- {L}ord [frord]{{lang=fr}}
:::

::: tick {{lang={t}}}
{L}ord {l}ord {{finding}}`b`

- {L}ord {l}ord
- {L}ord {l}ord {l}ord
:::

::: scale {{to=2 low="{l}ord" high="{l}ord {l}ord" lang={t}}}
{L}ord {l}ord {l}ord

- {L}ord
- {L}ord {l}ord
:::

::: fill-table {{rows=2 lang={t}}}
| {L}ord | {L}ord {l}ord |
|--------|--------|
| {l}ord |        |
:::

Nbord [](#a-{n}), [](#b-{n}), [](#c-{n}), [](#d-{n}).
"""


@cache
def built() -> Sample:
    root = make_folder(chapter(), FINDINGS)
    try:
        return build_folder(root)
    finally:
        shutil.rmtree(root)


_ENGLISH, _OTHER = r"(80|65|[\d,]*345)\.5", r"(80|65|[\d.]*345),5"
KEYS = ("document.", "edition.")


@cache
def program_words() -> dict[str, set[str]]:
    """The words that the program has, each with the languages that have it."""
    found: dict[str, set[str]] = {}
    for language in languages():
        for key in KEYS:
            for text in catalogue(language).under(key).values():
                for word in re.findall(r"\w+", re.sub(r"\{\w+\}", " ", text)):
                    found.setdefault(word.lower(), set()).add(language)
    return found


def faults(said: Iterable[Said]) -> list[str]:
    """Tell each word that is said to be in another language than it is."""
    found = []
    for text, tag, where in said:
        language = tag.partition("-")[0]
        for word in re.findall(r"[\w.,]*\w", text):
            if author := re.fullmatch(r"(nb|nn|en|de|se|fr)ord", word.lower()):
                right = {author[1]}
            elif re.fullmatch(_ENGLISH, word):
                right = {"en"}
            elif re.fullmatch(_OTHER, word):
                right = {"nb", "nn", "se"}
            else:
                right = program_words().get(word.lower(), {language})
            if language not in right:
                found.append(f"{word} as {tag} in {where}: {text}")
    return found


def test_every_word_of_the_pdf_is_in_its_language() -> None:
    said = list(in_pdf(built().pdf, "nb"))
    assert faults(said) == []
    # Every language was met, in texts, in alternatives and in names of links.
    for where in ("Alt of Figure", "Contents", "P"):
        tags = {tag for text, tag, place in said if place == where and "ord" in text}
        assert {"nb", "nn", "en", "de", "se"} <= tags
    assert not any("\x1b" in text for text, _, _ in said)


def test_a_change_since_a_year_is_told_in_the_language_of_its_passage() -> None:
    """Where the program has that language: "from 2023" in English, but not beside words of the author."""
    texts = [text for text, _, _ in in_pdf(built().pdf, "nb")]
    pages = [text for page in pages_of(with_landing("")).values() for text, _, _ in in_page(page)]
    for found in (texts, pages):
        changes = {change for text in found for change in re.findall(r"\w+ 2023", text)}
        assert changes == {"from 2023", "fra 2023", "frå 2023"}
        assert any("nbord fra nbord" in text for text in found)
        assert not any(re.search(r"(from|frå) nbord", text) for text in found)


def test_a_file_with_marks_of_languages_complies() -> None:
    assert_complies(built().pdf)


def test_marks_of_languages_are_no_words() -> None:
    """What reads a file sees the words alone: checks, comparison, and what is read aloud."""
    waiting = read_structure(built().pdf)
    texts = []
    while waiting:
        node = waiting.pop()
        texts.append(node.alt or "")
        texts += [kid.contents for kid in node.kids if isinstance(kid, Annotation)]
        waiting += [kid for kid in node.kids if isinstance(kid, Node)]
    assert any("frord" in text for text in texts)
    assert not any("\x1b" in text for text in texts)


def test_every_word_of_the_site_is_in_its_language() -> None:
    """The edition, and the landing page with what it takes from the report."""
    for landing in (LANDING, ""):
        pages = pages_of(with_landing(landing))
        # The first words of a chapter stand in its description, a plain text, which has one language.
        said = [(path, _in_one(each)) for path in pages for each in in_page(pages[path]) if _is_marked(each)]
        assert faults(each for _, each in said) == []
        met = {tag for path, (text, tag, _) in said if path.endswith("v1/index.html") and "ord" in text}
        assert met >= ({*LANGUAGES, "fr"} if landing else {"nb", "nn", "en"})


def _is_marked(said: Said) -> bool:
    return "description" not in said.place


def _in_one(said: Said) -> Said:
    """What a field is called, in an attribute, has one language, and the author may write several."""
    if re.fullmatch("aria-label of (input|textarea)", said.place):
        return said._replace(text=re.sub(rf"\bfrord\b|{_OTHER}", "", said.text))
    return said


def with_landing(landing: str) -> Sample:
    """The same report with what its landing page is to say; empty for what the program chooses."""
    root = make_folder(chapter(), FINDINGS)
    if landing:
        (root / "content/landing.yaml").write_text(landing, "utf-8")
    try:
        read = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    assert read.value is not None, read.diagnostics
    return built()._replace(report=read.value)
