"""``lang=`` in every place that takes it: the same answer at its own place, and no unknown tag."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from report_builder.content.load import read_report
from report_builder.diagnostics import Diagnostic
from report_builder.language.tags import unregistered
from report_builder.model.blocks import Passage, Section
from report_builder.model.inlines import Language
from report_builder.model.walking import walk
from report_builder.sources.files import SourceFiles
from tests.content.projects import load
from tests.said import english, line_of

CHAPTER = "content/chapters/k1.md"
HEADS = {
    "chapter": "# Ord {@}\n\nTekst.",
    "chapter with an id": "# Ord {#ord @}\n\nTekst.",
    "heading": "# Kapittel\n\n## Ord {@}\n\nTekst.",
    "passage": "# Kapittel\n\n::: passage {@}\nTekst.\n:::",
    "box": '# Kapittel\n\n::: fact-box {title="Boks" @}\nTekst.\n:::',
    "pull quote": "# Kapittel\n\n::: pull-quote {@}\nTekst.\n:::",
    "side note": "# Kapittel\n\n::: side-note {@}\nTekst.\n:::",
    "cards": "# Kapittel\n\n::: finding-cards {ids=tillit @}\n:::",
    "chart": '# Kapittel\n\n::: finding-chart {ids=tillit caption="Tall" @}\n:::',
    "diagram": '# Kapittel\n\n::: diagram {kind=steps caption="Trinn" alt="Én, to" @}\n- Én\n- To\n:::',
    "picture": "# Kapittel\n\n![Ord](bilder/hvit.png){@}",
    "picture with a caption": '# Kapittel\n\n![Ord](bilder/hvit.png "Tekst"){@}',
    "table": "# Kapittel\n\nTabell: Ord {@}\n\n| A | B |\n|---|---|\n| c | d |",
    "table of two lines": "# Kapittel\n\nTabell: Ord\nog ord {@}\n\n| A | B |\n|---|---|\n| c | d |",
    "inside an item": "# Kapittel\n\n- Punkt\n\n  ::: passage {@}\n  Tekst.\n  :::",
}
SPANS = {
    "words": "# Kapittel\n\nJa, [ord]{@}.",
    "second line": "# Kapittel\n\nJa,\nog [ord]{@}.",
    "words inside words": "# Kapittel\n\nJa, [ord og [ord]{@}]{lang=en}.",
    "words in a heading": "# Kapittel\n\n## Ord [ord]{@}\n\nTekst.",
    "bold words": "# Kapittel\n\n**Ja, [ord]{@}.**",
    "quotation": "# Kapittel\n\n> Ja, [ord]{@}.",
    "item": "# Kapittel\n\n- Ja, [ord]{@}.",
    "cell": "# Kapittel\n\n| A | B |\n|---|---|\n| c | [ord]{@} |",
    "note": "# Kapittel\n\nTekst.[^n]\n\n[^n]: Ja, [ord]{@}.",
    "caption of a table": "# Kapittel\n\nTabell: Ja, [ord]{@} her\n\n| A | B |\n|---|---|\n| c | d |",
    "alternative": "# Kapittel\n\n![Ja, [ord]{@}](bilder/hvit.png)",
    "caption of a picture": '# Kapittel\n\n![Ja](bilder/hvit.png "Ja, [ord]{@}")',
    "title of a box": '# Kapittel\n\n::: fact-box {title="Ja, [ord]{@}"}\nTekst.\n:::',
    "inside a box": '# Kapittel\n\n::: fact-box {title="Boks"}\nJa, [ord]{@}.\n:::',
    "definition": "# Kapittel\n\nOrd\n: Ja, [ord]{@}.",
}
PLACES = HEADS | SPANS
TAGS = {
    "dk": ("RB-LANG-TAG", "lang=da", "da"),
    "xx": ("RB-LANG-TAG", "IANA", ""),
    "sp": ("RB-LANG-TAG", "lang=es", "es"),
    "en-uk": ("RB-LANG-TAG", "lang=en-GB", "en-GB"),
    "no": ("RB-LANG-TAG", "lang=nb or lang=nn", "no"),
    "no-NO": ("RB-LANG-TAG", "lang=nb or lang=nn", "no-NO"),
    "nor": ("RB-LANG-TAG", "lang=nb or lang=nn", "no"),
    "nb_NO": ("RB-VALUE", "lang=nb-NO", ""),
    "english": ("RB-VALUE", "lang=en", ""),
    "norsk": ("RB-VALUE", "lang=nb or lang=nn", ""),
}
EXAMPLES = "such as lang=en or lang=se"
"""Which language is meant, an author alone knows."""
FORMS = {
    "lang=": EXAMPLES,
    'lang=""': EXAMPLES,
    "lang =": EXAMPLES,
    "lang:": EXAMPLES,
    'lang = ""': EXAMPLES,
    "lang = en": "write lang=en",
    "lang= en": "write lang=en",
    "lang:en": "write lang=en",
    "lang : en": "write lang=en",
    "lang=en lang=nb": "delete one of them",
    "lang=nb lang=nb": "delete one of them",
    'lang = "en"': "write lang=en",
}
BROTHERS = {
    "#ord =": "write #ord",
    "#ord=": "write #ord",
    ".unnumbered=": "write .unnumbered",
    'id = "ord"': "write #ord",
    "#ord #ord2": "delete one of them",
}


def found_in(root: Path, source: str) -> list[Diagnostic]:
    return list(load(root, source + "\n").diagnostics)


@pytest.mark.parametrize(("place", "tag"), list(product(PLACES, TAGS)))
def test_a_tag_is_told_where_it_stands(place: str, tag: str, tmp_path: Path) -> None:
    source = PLACES[place].replace("@", f"lang={tag}")
    found = found_in(tmp_path, source)
    code, cure, read = TAGS[tag]
    before = source.partition(f"lang={tag}")[0]
    where = (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    assert [(item.code, item.span and (item.span.line, item.span.column)) for item in found] == [
        (code, where)
    ]
    assert cure in line_of(found[0])
    report = read_report(SourceFiles(tmp_path)).report
    marked = {
        node.language
        for node in walk(report.chapters, notes=report.notes)
        if isinstance(node, Section | Passage | Language) and node.language
    } - {"en"}
    assert marked <= {read} - {""}
    assert all(unregistered(name) is None for name in marked)


@pytest.mark.parametrize(("place", "form"), list(product(PLACES, FORMS)))
def test_a_language_that_is_written_wrongly_is_told_with_its_cure(
    place: str, form: str, tmp_path: Path
) -> None:
    if '"' in form and '"' in PLACES[place].partition("@")[0].rpartition("\n")[2]:
        form = form.replace('"', "")
    source = PLACES[place].replace("@", form)
    found = found_in(tmp_path, source)
    assert [item.code for item in found] == ["RB-UNKNOWN-ATTRIBUTE"]
    assert line_of(found[0]).endswith(
        FORMS.get(form, EXAMPLES if form.endswith(("=", " = ")) else "write lang=en")
    )
    assert found[0].fixes == ()
    lines = source[: source.index(form)].split("\n")
    assert found[0].span
    assert found[0].span.line in (len(lines), len(lines) - (place == "table of two lines"))


@pytest.mark.parametrize("form", BROTHERS)
@pytest.mark.parametrize("place", ["heading", "chapter"])
def test_other_attributes_that_are_written_wrongly_are_told_too(
    place: str, form: str, tmp_path: Path
) -> None:
    found = found_in(tmp_path, PLACES[place].replace("@", form))
    assert [item.code for item in found] == ["RB-UNKNOWN-ATTRIBUTE"]
    assert line_of(found[0]).endswith(BROTHERS[form])


@pytest.mark.parametrize("text", ["{a}", "{x = 1}", "{a, b}", "{2}", "{key: value}", "{ja: nei}", "{…}"])
def test_braces_of_a_text_stay(text: str, tmp_path: Path) -> None:
    assert found_in(tmp_path, f"# Kapittel {text}\n\nMengden {text} er [liten]{text}.") == []


def test_a_quotation_is_told_how_it_gets_a_language(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, "# Kapittel\n\n> Ord og ord. {lang=en}")
    assert "::: passage {lang=en}" in line_of(found)


@pytest.mark.parametrize(
    ("head", "cure"),
    [
        ("passage lang=en", "write ::: passage {lang=en}"),
        ("passage {lang=en", "write ::: passage {lang=en}"),
        ("passage lang=en}", "write ::: passage {lang=en}"),
        ("side-note #ord lang=en", "write ::: side-note {#ord lang=en}"),
        ("fact-box title=Ord lang=en", "write ::: fact-box {title=Ord lang=en}"),
        ("finding-cards ids=tillit", "write ::: finding-cards {ids=tillit}"),
    ],
)
def test_attributes_of_a_block_without_braces_are_told_with_them(
    head: str, cure: str, tmp_path: Path
) -> None:
    found = found_in(tmp_path, f"# Kapittel\n\n::: {head}\nTekst.\n:::")
    told = [item for item in found if item.code == "RB-UNKNOWN-BLOCK"]
    assert [line_of(item).endswith(cure) for item in told] == [True]


BARE = {
    "words": "Dette er [feedback]{@} her",
    "words alone": "[feedback]{@}",
    "heading": "## Tittel {@}\n\nTekst.",
    "block": "::: passage {@}\nWords here.\n:::",
    "box": "::: fact-box {@}\nWords here.\n:::",
    "table": "Tabell: Words {@}\n\n| A | B |\n|---|---|\n| c | d |",
}


@pytest.mark.parametrize("place", BARE)
@pytest.mark.parametrize(
    ("written", "tag"), [("en", "en"), ("en-GB", "en-GB"), ("English", "en"), ("norsk", "nb")]
)
def test_a_language_alone_in_braces_is_told_with_its_right_form(
    place: str, written: str, tag: str, tmp_path: Path
) -> None:
    found = load(tmp_path, f"# Kapittel\n\n{BARE[place].replace('@', written)}\n").diagnostics
    told = [item for item in found if item.code == "RB-UNKNOWN-ATTRIBUTE"]
    assert [english(item.hint) for item in told] == [f"write lang={tag}"]
    assert "RB-EMPTY" not in {item.code for item in found} or place == "box"


@pytest.mark.parametrize(
    "text", ["[ord]{title}", "{en}", "Ord {en} her", "{en}`a`", "[ord]\\{en}", "`[a]{en}`"]
)
def test_braces_with_other_words_are_no_language(text: str, tmp_path: Path) -> None:
    found = load(tmp_path, f"# Kapittel\n\nTekst {text} her.\n").diagnostics
    assert not [item for item in found if item.code == "RB-UNKNOWN-ATTRIBUTE"]


@pytest.mark.parametrize(
    ("head", "right"),
    [
        ("pasage lang=en", "passage {lang=en}"),
        ("passage en", "passage {lang=en}"),
        ("pasage {en", "passage {lang=en}"),
        ('fact-box title="Boks"', 'fact-box {title="Boks"}'),
        ('fact-bx title="Boks"', 'fact-box {title="Boks"}'),
        ('pull-quote by="Kari"', 'pull-quote {by="Kari"}'),
    ],
)
def test_a_block_without_braces_is_told_once_with_its_right_form(
    head: str, right: str, tmp_path: Path
) -> None:
    found = load(tmp_path, f"# Kapittel\n\n::: {head}\nWords.\n:::\n").diagnostics
    assert [(item.code, english(item.hint)) for item in found] == [("RB-UNKNOWN-BLOCK", f"write ::: {right}")]
