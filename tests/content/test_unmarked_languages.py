"""Languages of passages that nothing says: told where plain, not where it may be a name or a title."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
import yaml

from report_builder.content.load import read_report
from report_builder.content.pasted.tongue import spoken_words
from report_builder.diagnostics import Diagnostic
from report_builder.language.catalogue import languages
from report_builder.language.small_words import small_words
from report_builder.sources.files import SourceFiles
from tests.content.projects import load
from tests.said import line_of

CODE = "RB-LANG-MISSING"
LONG = {
    "en": "We have asked all of the leaders, and their answers are clear: it is the trust in the group that "
    "decides how well it works, and not the number of people in it.",
    "nb": "Vi har spurt alle lederne, og svarene er klare: Det er tilliten i gruppen som avgjør hvor godt "
    "den virker, og ikke hvor mange som er med i den.",
    "nn": "Vi har spurt alle leiarane, og svara er klare: Det er tilliten i gruppa som avgjer kor godt ho "
    "verkar, og ikkje kor mange som er med i henne.",
}
LABEL = {
    "en": "The chart shows that trust is higher in the groups with a leader of their own",
    "nb": "Figuren viser at tilliten er høyere i grupper som har en leder på stedet",
    "nn": "Figuren viser at tilliten er høgare i grupper som har ein leiar på staden",
}
SCRIPTS = {
    "el": "Η εμπιστοσύνη μεταξύ των μελών είναι σημαντική",
    "ru": "Эта работа показывает доверие между людьми",
    "uk": "Довіра між людьми є важливою для групи",
    "sr": "Поверење међу људима је најважније за њих",
    "hy": "Վստահությունը մարդկանց միջև շատ կարևոր",
    "ka": "ნდობა ადამიანებს შორის ძალიან მნიშვნელოვანია",
    "ko": "사람들 사이의 신뢰는 매우 중요합니다",
    "ja": "人々の間の信頼はとても大切です",
    "zh": "人与人之间的信任非常重要",
    "he": "האמון בין האנשים חשוב מאוד",
    "ar": "الثقة بين الناس مهمة جدا",
    "fa": "اعتماد میان مردم بسیار مهم است",
    "ur": "لوگوں کے درمیان اعتماد بہت اہم ہے",
    "ta": "மக்களிடையே நம்பிக்கை மிகவும் முக்கியம் ஆகும்",
    "th": "ความไว้วางใจระหว่างผู้คนสำคัญมาก",
    "ti": "እምነት ኣብ መንጎ ሰባት ብጣዕሚ ኣገዳሲ ቐንዲ",
}
NAMES = {"he": "שלום", "ta": "நீர்", "th": "น้ำ", "…": "पानी"}
"""Single words, with the language that each is in where only one has its letters."""
PARAGRAPHS = {
    "paragraph": "{}",
    "item": "- {}",
    "note": "Ord.[^n]\n\n[^n]: {}",
    "box": '::: fact-box {{title="Ord"}}\n{}\n:::',
    "bold": "**{}**",
}
LABELS = {
    "alternative": "![{}](bilder/hvit.png)",
    "caption": '![Ord](bilder/hvit.png "{}")',
    "alternative of a diagram": '::: diagram {{kind=steps alt="{}"}}\n- En\n- To\n:::',
    "title": '::: fact-box {{title="{}"}}\nOrd.\n:::',
}
SCRIPT_PLACES = {
    **PARAGRAPHS,
    **LABELS,
    "heading": "## {}",
    "cell": "| A | B |\n|---|---|\n| c | {} |",
    "quote": "> {}",
}

TEXTS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "tongues.yaml").read_text("utf-8"))
"""A text in each language of which the small words are known, in three sizes."""
NEIGHBOURS = ({"nb", "nn", "da", "sv"}, {"de", "nl"}, {"fr", "es", "it"})
ENOUGH = 20
"""So many words a text of a neighbour has: they quote each other."""
CONTAINERS = {
    **PARAGRAPHS,
    **LABELS,
    "sentence": "{own} {} {own}",
    "row": "| {} | b |\n|---|---|\n| c | d |",
    "cell": "| A | B |\n|---|---|\n| c | {} |",
    "caption of a table": "Tabell: {}\n\n| A | B |\n|---|---|\n| 1 | 2 |",
    "heading": "### {}\n\nOrd.",
    "quotation": "> {}",
    "pull quote": "::: pull-quote\n{}\n:::",
}
AROUND = {"nb": "Her er et par ord.", "nn": "Her er eit par ord.", "en": "Here are a few words."}
VALUES = {
    "content/report.yaml": "description: {}\n",
    "content/findings.yaml": "  - {{id: ny, value: 1, statement: {}}}\n",
    "content/landing.yaml": "lead: {}\n",
}


def told(tmp_path: Path, language: str, body: str) -> list[Diagnostic]:
    """What is told of a chapter in ``language`` with ``body`` among sentences of its own."""
    source = f"# K\n\n{LONG[language]}\n\n{body}\n\n{LONG[language]}\n"
    return [item for item in load(tmp_path, source, language=language).diagnostics if item.code == CODE]


def load_again(root: Path) -> tuple[Diagnostic, ...]:
    return read_report(SourceFiles(root)).diagnostics


def place_of(body: str, text: str) -> tuple[int, int]:
    line = next(number for number, one in enumerate(body.split("\n")) if text in one)
    return line + 5, body.split("\n")[line].index(text) + 1


@pytest.mark.parametrize(("place", "language", "written"), list(product(PARAGRAPHS, LONG, LONG)))
def test_a_paragraph_in_another_language(place: str, language: str, written: str, tmp_path: Path) -> None:
    body = PARAGRAPHS[place].format(LONG[written])
    found = told(tmp_path, language, body)
    assert len(found) == (language != written)
    for item in found:
        assert item.span is not None
        assert item.span.line == place_of(body, LONG[written])[0]
        assert f"lang={written}}}" in line_of(item)
    marked = PARAGRAPHS[place].format(f"[{LONG[written]}]{{lang={written}}}")
    assert told(tmp_path, language, marked) == []


@pytest.mark.parametrize(("place", "language", "written"), list(product(LABELS, LABEL, LABEL)))
def test_a_text_of_a_picture_in_another_language(
    place: str, language: str, written: str, tmp_path: Path
) -> None:
    body = LABELS[place].format(LABEL[written])
    found = told(tmp_path, language, body)
    assert len(found) == ((language == "en") != (written == "en"))
    for item in found:
        assert item.span is not None
        assert (item.span.line, item.span.column) == place_of(body, LABEL[written])


@pytest.mark.parametrize(("place", "tag"), list(product(SCRIPT_PLACES, SCRIPTS)))
def test_another_script_is_certain(place: str, tag: str, tmp_path: Path) -> None:
    body = SCRIPT_PLACES[place].format(f"Ord {SCRIPTS[tag]}.")
    [item] = told(tmp_path, "nb", body)
    assert item.span is not None
    assert (item.span.line, item.span.column) == place_of(body, SCRIPTS[tag])
    assert f"lang={tag}}}" in str(item.hint)
    marked = SCRIPT_PLACES[place].format(f"Ord [{SCRIPTS[tag]}]{{lang={tag}}}.")
    assert told(tmp_path, "nb", marked) == []


@pytest.mark.parametrize(
    "body",
    [
        "Romanen «Война и мир» av Лев Николаевич Толстой kom i 1869.",
        "Her er α, β, γ, δ og ε greske bokstaver, og π · Ω < Σ.",
        "Hilsen 北京 og 東京, Αθήνα og Москва.",
        "Rapporten heter *The Civic Culture: Political Attitudes and Democracy in Five Nations*.",
        "Almond, G. (1963): *The Civic Culture in Five of the Nations*. Press of the State, with a foreword.",
        "Hun sa «this is the way that we have to do it», og alle var enige i det, skrev avisen.",
        "![Forsiden av *The State of the Nation and of the World in the Year to Come*](bilder/hvit.png)",
        '::: diagram {kind=steps caption="Ord, [the trust in it]{lang=en}" alt="Én"}\n- En\n- To\n:::',
    ],
)
def test_names_titles_and_quotes_are_left(body: str, tmp_path: Path) -> None:
    assert told(tmp_path, "nb", body) == []


@pytest.mark.parametrize(
    ("heading", "column", "cure"),
    [
        ("## Ord {#prove lang=en}", 16, "## Ord {#prove lang=nb}"),
        ("## Ord {lang=en #prove}", 9, "## Ord {#prove lang=nb}"),
        ('## Ord {lang="en"}', 9, "## Ord {lang=nb}"),
    ],
)
def test_a_language_that_is_wrong_is_told_where_it_is_written(
    heading: str, column: int, cure: str, tmp_path: Path
) -> None:
    text = f"{LONG['nb']} En leder og en gruppe har ikke alltid noe mer å si hverandre om det."
    [item] = told(tmp_path, "nb", f"{heading}\n\n{text}")
    assert item.span is not None
    assert (item.span.line, item.span.column) == (5, column)
    assert f"'{cure}'" in str(item.hint)


def test_words_of_another_language_in_a_caption_are_not_those_of_the_block(tmp_path: Path) -> None:
    for before in ('::: fact-box {title="Om [trust]{lang=en}"}', "## Om [trust]{lang=en}"):
        after = "\n:::" if before.startswith(":") else ""
        body = f"{before}\n\nAndelen er 65% nå.{after}"
        source = f"# K\n\n{body}\n"
        assert [item.code for item in load(tmp_path, source).diagnostics] == ["RB-TYPOGRAPHY"]


def test_every_language_with_small_words_has_texts() -> None:
    assert all(small_words(language) for language in TEXTS)
    assert {*languages()} <= {*TEXTS}


@pytest.mark.parametrize(("place", "language"), list(product(CONTAINERS, LONG)))
def test_a_text_in_another_language_in_every_place(place: str, language: str, tmp_path: Path) -> None:
    """Texts of three sizes in each language, among so much in the language around that no section is told."""
    parts = [f"# K\n\n{LONG[language]} {LONG[language]} {LONG[language]}"]
    expected: dict[int, str] = {}
    for written, texts in TEXTS.items():
        for text in texts:
            parts.append(f"{LONG[language]}\n\n" + CONTAINERS[place].format(text, own=AROUND[language]))
            source = "\n\n".join(parts)
            near = any({language, written} <= alike for alike in NEIGHBOURS)
            if written != language and (not near or len(spoken_words(text)) >= ENOUGH):
                line = source[: source.rindex(text)].count("\n") + 1
                expected[line - (place == "pull quote")] = written
    found = [item for item in load(tmp_path, source, language=language).diagnostics if item.code == CODE]
    lines = source.split("\n")
    told: dict[int, str] = {}
    for item in found:
        assert item.span is not None
        assert item.span.line not in told or place == "sentence", lines[item.span.line - 1]
        (told[item.span.line],) = (tag for tag in TEXTS if f"lang={tag}}}" in line_of(item))
    missing = {lines[line - 1]: tag for line, tag in expected.items() if told.get(line) != tag}
    if place in ("sentence", "row", "cell"):  # the text has several, each of which is told where it is plain
        missing = {text: tag for text, tag in missing.items() if text.count(". ") < 3}
    assert missing == {}
    assert {lines[line - 1]: tag for line, tag in told.items() if line not in expected} == {}


@pytest.mark.parametrize(("place", "language", "written"), list(product(CONTAINERS, LONG, TEXTS)))
@pytest.mark.whole
def test_what_says_its_language_is_left(place: str, language: str, written: str, tmp_path: Path) -> None:
    for text in TEXTS[written]:
        body = CONTAINERS[place].format(f"[{text}]{{lang={written}}}", own=AROUND[language])
        assert told(tmp_path, language, body) == []


@pytest.mark.parametrize("path", VALUES)
def test_a_value_in_another_language(path: str, tmp_path: Path) -> None:
    load(tmp_path, "# K\n\nOrd.\n")
    file = tmp_path / path
    before = file.read_text("utf-8") if file.exists() else ""
    for written, texts in TEXTS.items():
        near = any({"nb", written} <= alike for alike in NEIGHBOURS)
        for text in texts:
            file.write_text(before + VALUES[path].format(f'"{text}"'), "utf-8")
            found = [item for item in load_again(tmp_path) if item.code == CODE]
            assert len(found) == (not near or (written != "nb" and len(spoken_words(text)) >= ENOUGH)), text
            for item in found:
                assert f"({written})" in line_of(item)
    file.write_text(before, "utf-8")


@pytest.mark.parametrize("text", [LONG["en"], SCRIPTS["el"]])
def test_words_of_the_landing_page_that_say_their_language_are_left(text: str, tmp_path: Path) -> None:
    load(tmp_path, "# K\n\nOrd.\n")
    for written, count in ((text, 1), (f"[{text}]{{lang=el}}", text == LONG["en"])):
        (tmp_path / "content/landing.yaml").write_text(f'lead: "{written}"\n', "utf-8")
        assert sum(item.code == CODE for item in load_again(tmp_path)) == count


@pytest.mark.parametrize(("tag", "written"), list(product(("de", "pl", "is", "tr", *SCRIPTS), SCRIPTS)))
def test_another_script_than_that_of_the_tag_is_told(tag: str, written: str, tmp_path: Path) -> None:
    body = f"Ord [{SCRIPTS[written]}]{{lang={tag}}}."
    alike = ({"ru", "uk", "sr"}, {"ja", "zh"}, {"ar", "fa", "ur"})
    fits = (
        tag == written or any({tag, written} <= one for one in alike) or (tag == "ko" and written in alike[1])
    )
    assert len(told(tmp_path, "nb", body)) == (not fits)


@pytest.mark.parametrize(("place", "tag"), list(product(SCRIPT_PLACES, NAMES)))
def test_one_word_that_no_voice_can_say_is_told(place: str, tag: str, tmp_path: Path) -> None:
    body = SCRIPT_PLACES[place].format(f"Ord {NAMES[tag]} og mer.")
    [item] = told(tmp_path, "nb", body)
    assert item.span is not None
    assert (item.span.line, item.span.column) == place_of(body, NAMES[tag])
    assert f"[{NAMES[tag]}]{{lang={tag}}}" in str(item.hint)


@pytest.mark.parametrize("text", ["bokstaven ש står her", "`שלום`", "[שלום]{lang=yi}", "[پانی]{lang=pnb}"])
def test_a_letter_code_and_what_is_marked_are_left(text: str, tmp_path: Path) -> None:
    assert told(tmp_path, "nb", f"Ord {text}.") == []


def test_a_name_where_nothing_can_be_marked_is_left(tmp_path: Path) -> None:
    load(tmp_path, "# K\n\nOrd.\n")
    report = tmp_path / "content/report.yaml"
    before = report.read_text("utf-8")
    for written, count in (("Ord שלום", 0), (SCRIPTS["he"], 1)):
        report.write_text(f"{before}description: {written}\n", "utf-8")
        assert sum(item.code == CODE for item in load_again(tmp_path)) == count


@pytest.mark.parametrize("tag", ["bg", "kk", "mn", "sr-Cyrl", "bs", "az", "sr-Latn", "iu"])
def test_a_script_that_a_language_may_have_is_left(tag: str, tmp_path: Path) -> None:
    assert told(tmp_path, "nb", f"Ord [{SCRIPTS['ru']}]{{lang={tag}}}.") == []
