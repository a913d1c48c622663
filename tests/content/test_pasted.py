"""What a person pastes is told at its line in every container, and its cure, followed, ends it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_builder.diagnostics import Diagnostic, Severity
from report_builder.model.blocks import Paragraph
from report_builder.model.inlines import Link
from report_builder.model.walking import walk
from report_builder.sources.edits import apply_fixes
from tests.content.projects import load
from tests.said import english

CHAPTER = "content/chapters/k1.md"


class Fault(NamedTuple):
    """Lines as they are pasted, where the first fault stands in them, and whether its mending is certain."""

    name: str
    code: str
    text: str
    line: int = 0
    column: int = 0
    fixed: bool = True
    flow_only: bool = False


_LONG = (
    "Nettstedet ble åpnet i november, og det har alt som sto på det gamle. Vi har flyttet alle "
    "sidene, og lagt til et søk som finner dem."
)
_ENGLISH = (
    "The agency has written to all of the ministries, and the answers were clear. We have found that "
    "it is not the size of a group which decides how well it works, but the trust between the people "
    "in it. They should be given the time that is needed to talk with each other."
)
_BOKMAAL = (
    "Etaten har skrevet til alle departementene, og svarene var klare. Vi har sett at det ikke er "
    "størrelsen på en gruppe som avgjør hvor godt den virker, men tilliten mellom menneskene i den. "
    "De skal få den tiden som må til for å snakke med hverandre, og det er ikke alltid en selvfølge."
)
_NYNORSK = (
    "Etaten har skrive til alle departementa, og svara var klare. Vi har sett at det ikkje er "
    "storleiken på ei gruppe som avgjer kor godt ho verkar, men tilliten mellom menneska i ho. Dei "
    "skal få den tida som må til for å snakke med kvarandre, og det er ikkje alltid sjølvsagt at dei "
    "får det."
)

FAULTS = (
    Fault("tabs", "RB-PASTE-TABS", "Region\tSvar\tAndel\nNord\t204\t81 %\nSør\t1 500\t77,5 %"),
    Fault("tabs-empty-corner", "RB-PASTE-TABS", "År\t2023\t2024\nSum\t\t12"),
    Fault(
        "tabs-numbered-rows",
        "RB-PASTE-TABS",
        "Nr.\tRisiko\tFrist\n1.\tSøket går ned\tLøpende\n2.\tTomt\t2026",
    ),
    Fault("tabs-caption-below", "RB-PASTE-TABS", "År\tSum\n2023\t12\n\nTabell 4: Summer"),
    Fault("tabs-caption-above", "RB-PASTE-TABS", "Tabell 4: Summer\n\nÅr\tSum\n2023\t12", 2),
    Fault("tabs-pairs", "RB-PASTE-TABS", "Navn:\tKari\nTelefon:\t99 00 00 00"),
    Fault(
        "tabs-two-heads",
        "RB-PASTE-TABS",
        "Kanal\tAntall\t\tAndel\t\n\t2024\t2025\t2024\t2025\nBrev\t1\t–\t5 %\t..",
    ),
    Fault("bars", "RB-PASTE-TABLE", "|A|B|\n|1|2|"),
    Fault("bars-unframed", "RB-PASTE-TABLE", "Post | Beløp\nLønn | 12"),
    Fault("caption", "RB-PASTE-CAPTION", "Tabell: Tittel uten tabell", fixed=False),
    Fault("caption-numbered", "RB-PASTE-CAPTION", "Tabell 3: Tall\n\n| A | B |\n|---|---|\n| 1 | 2 |"),
    Fault("caption-empty", "RB-PASTE-CAPTION", "Tekst.\n\nTabell:\n\nTekst.", 2),
    Fault("caption-picture", "RB-PASTE-CAPTION", "Figur 2: Kontoret i fjor", fixed=False),
    Fault("caption-picture-nynorsk", "RB-PASTE-CAPTION", "Bilete 2: Kontoret i fjor", fixed=False),
    Fault("bullets", "RB-PASTE-BULLET", "•\tFørste punkt\n•\tAndre punkt"),
    Fault("bullet-alone", "RB-PASTE-BULLET", "· Et punkt"),
    Fault("bullets-private", "RB-PASTE-BULLET", "\uf0b7\tåpen\n\uf0b7\tnøyaktig"),
    Fault("bullets-o", "RB-PASTE-BULLET", "o\tFørste\no\tAndre"),
    Fault("bullets-paragraph-sign", "RB-PASTE-BULLET", "§\tFørste\n§\tAndre"),
    Fault("bullets-levels", "RB-PASTE-BULLET", "• Ett\n▪ Inni\n• To"),
    Fault("dashes", "RB-PASTE-LIST", "– Strek én\n– Strek to"),
    Fault("lists-mixed", "RB-PASTE-LIST", "–\ten\n–\tto\no\tunder\no\tunder to\n–\ttre"),
    Fault("lists-alternating", "RB-PASTE-BULLET", "– a\no\tb\n– c\no\td", 1, fixed=False),
    Fault("letters-capital", "RB-PASTE-LIST", "A. Ett\nB. To", fixed=False),
    Fault("note", "RB-PASTE-NOTE", "Fotnote fra Word.[1]\n\n[1] Noten sier noe.", 0, 17),
    Fault("note-raised", "RB-PASTE-NOTE", "Fotnote fra Word.¹\n\n¹ Noten sier noe.", 0, 17),
    Fault("note-without-words", "RB-PASTE-NOTE", "Utgiftene økte² i fjor.", 0, 14, fixed=False),
    Fault("quotes", "RB-QUOTES", "Hun sa “ja” til oss.", 0, 7),
    Fault("quotes-low", "RB-QUOTES", "Visjonen er „Et godt eksempel“ for alle.", 0, 12),
    Fault("quotes-straight", "RB-QUOTES", 'Hun sa "ja" til 5" rør.', 0, 7),
    Fault("quotes-over-lines", "RB-QUOTES", "Hun sa “ja\nog nei” til oss.", 0, 7),
    Fault("quotes-turned", "RB-QUOTES", "Hun sa »ja« til oss.", 0, 7),
    Fault("quotes-crossed", "RB-QUOTES", "Han sa “ja og “nei”, 5” rør.", 0, 7, fixed=False),
    Fault("quotes-mixed", "RB-QUOTES", 'Han sa “ja" og gikk.', 0, 7, fixed=False),
    Fault("quotes-number", "RB-QUOTES", "Se “Kapittel 3” her.", 0, 3, fixed=False),
    Fault("quotes-doubtful", "RB-QUOTES", "He said “it is what it is” to the men.", 0, 8, fixed=False),
    Fault("path-drive", "RB-PRIVATE-PATH", "Se C:\\Users\\kari\\x.docx der.", 0, 3, fixed=False),
    Fault("path-slashes", "RB-PRIVATE-PATH", "Se c:/Users/kari/x.docx der.", 0, 3, fixed=False),
    Fault("path-share", "RB-PRIVATE-PATH", "Se \\\\tjener\\felles der.", 0, 3, fixed=False),
    Fault("path-file", "RB-PRIVATE-PATH", "Se file:///C:/Users/kari/x.docx der.", 0, 3, fixed=False),
    Fault("path-mac", "RB-PRIVATE-PATH", "Se /Users/kari/x.docx der.", 0, 3, fixed=False),
    Fault("path-link", "RB-PRIVATE-PATH", "Se [x](C:\\Users\\kari nordmann\\x.docx) der.", 0, 7, fixed=False),
    Fault("path-cell", "RB-PRIVATE-PATH", "| A | B |\n|---|---|\n| C:\\Users\\k | 2 |", 2, 2, fixed=False),
    Fault(
        "path-caption",
        "RB-PRIVATE-PATH",
        '![Hvit flate](bilder/hvit.png "Fra C:\\Users\\k")',
        0,
        35,
        fixed=False,
    ),
    Fault("path-alt", "RB-PRIVATE-PATH", "![Flate C:\\Users\\k](bilder/hvit.png)", 0, 8, fixed=False),
    Fault("lost-link", "RB-LOST-LINK", "Klikk her for å lese.", fixed=False),
    Fault("lost-link-nn", "RB-LOST-LINK", "Sjå lenkja nedanfor. Slutt.", fixed=False),
    Fault("lost-link-on", "RB-LOST-LINK", "Trykk på lenken for mer.", fixed=False),
    Fault("lost-link-en", "RB-LOST-LINK", "To read it, click here.", 0, 12, fixed=False),
    Fault("quotes-in-english", "RB-QUOTES", "Ordet [what is «noise» here]{lang=en} betyr støy.", 0, 15),
    Fault("dash-long", "RB-DASH", "Det gikk bra—nesten.", 0, 12),
    Fault("dash-hyphen", "RB-DASH", "Det gikk bra - nesten.", 0, 13),
    Fault("soft-return", "RB-SOFT-RETURN", "Første\u2028andre", 0, 6, fixed=False),
    Fault("soft-return-word", "RB-SOFT-RETURN", "Første\x0bandre", 0, 6, fixed=False),
    Fault("curly-language", "RB-CURLY-SYNTAX", "Ordet [feedback]{lang=“en”} her.", 0, 16),
    Fault("curly-caption", "RB-CURLY-SYNTAX", "![Hvit flate](bilder/hvit.png “Flaten”)", 0, 30),
    Fault("windows-path", "RB-WINDOWS-PATH", "![Hvit flate](C:\\Users\\kari\\hvit.png)", fixed=False),
    Fault("weak-alt", "RB-WEAK-ALT", "![bilde](bilder/hvit.png)", fixed=False),
    Fault("weak-alt-file", "RB-WEAK-ALT", "![IMG_2041.jpg](bilder/hvit.png)", fixed=False),
    Fault("weak-link", "RB-WEAK-LINK", "Se [klikk her](https://example.no/) nå.", 0, 3, fixed=False),
    Fault("weak-link-en", "RB-WEAK-LINK", "Se [Read more](https://example.no/) nå.", 0, 3, fixed=False),
    Fault("bare-link", "RB-BARE-LINK", "Se www.example.no for mer.", 0, 3, fixed=False),
    Fault("bare-mail", "RB-BARE-LINK", "Skriv til post@example.no.", 0, 10, fixed=False),
    Fault(
        "bold-question", "RB-BOLD-HEADING", "**Hva om vi tar feil?**\n\nTekst.", fixed=False, flow_only=True
    ),
    Fault(
        "bold-questions",
        "RB-BOLD-HEADING",
        "**Hva om vi tar feil?**\n\nTekst.\n\n**Hva om ikke?**\n\nTekst.",
        fixed=False,
        flow_only=True,
    ),
    Fault("plain-heading", "RB-PLAIN-HEADING", f"Note A\n\n{_LONG}", fixed=False, flow_only=True),
    Fault("bold", "RB-BOLD-HEADING", "**Om direktoratet**\n\nTekst.", fixed=False, flow_only=True),
)


def _indented(text: str, first: str, rest: str) -> str:
    head, *others = text.split("\n")
    return "\n".join([first + head, *(rest + line if line else rest.rstrip() for line in others)])


CONTAINERS: dict[str, tuple[Callable[[str], str], int]] = {
    "flow": (lambda text: text, 0),
    "box": (lambda text: f'::: {{.fact-box title="Boks"}}\n{text}\n:::', 0),
    "quotation": (lambda text: _indented(text, "> ", "> "), 2),
    "item": (lambda text: f"- Punkt\n\n{_indented(text, '  ', '  ')}", 2),
    "meaning": (lambda text: f"Begrep\n: Mening\n\n{_indented(text, '  ', '  ')}", 2),
    "note": (lambda text: f"Tekst.[^x]\n\n[^x]: Note.\n\n{_indented(text, '    ', '    ')}", 4),
    "side-note": (lambda text: f"Tekst.\n\n::: side-note\n{text}\n:::", 0),
}


def told(root: Path, source: str) -> tuple[Diagnostic, ...]:
    return load(root, source).diagnostics


def mended(source: str, found: tuple[Diagnostic, ...]) -> str:
    changed, _ = apply_fixes(found, {CHAPTER: source.encode()})
    return changed.get(CHAPTER, source.encode()).decode()


OTHERS_SIGNS = ("RB-QUOTES", "RB-DASH", "RB-TYPOGRAPHY")
"""What is not told of in a quotation: another wrote it so."""
QUOTATIONS: dict[str, Callable[[str], str]] = {
    "quotation": lambda text: _indented(text, "> ", "> "),
    "quotation-in-item": lambda text: f"- Punkt\n\n{_indented(text, '  > ', '  > ')}",
    "pull-quote": lambda text: f'::: {{.pull-quote by="Kari, leder"}}\n{text}\n:::',
}
SIGNS = (
    *(fault.text for fault in FAULTS if fault.code in OTHERS_SIGNS),
    "Det er 65% av alle, kl 9:30.",
)

CASES = [
    pytest.param(fault, container, id=f"{fault.name}-{container}")
    for fault, container in product(FAULTS, CONTAINERS)
    if not (fault.flow_only and container != "flow")
    and not (fault.code in OTHERS_SIGNS and container in QUOTATIONS)
]


@pytest.mark.parametrize(("fault", "container"), CASES)
def test_it_is_told_and_its_cure_ends_it(fault: Fault, container: str, tmp_path: Path) -> None:
    wrap, column = CONTAINERS[container]
    source = f"# Kapittel\n\nFørst.\n\n{wrap(fault.text)}\n\nTil slutt.\n"
    first = fault.text.split("\n")[fault.line]
    line = next(number for number, text in enumerate(source.split("\n"), 1) if text.endswith(first))
    found = told(tmp_path, source)
    own = [item for item in found if item.code == fault.code]
    assert own, [str(item) for item in found]
    assert own[0].span is not None
    assert (own[0].span.line, own[0].span.column) == (line, column + fault.column + 1), str(own[0])
    assert own[0].hint
    if not fault.fixed:
        return
    for _ in range(4):
        source = mended(source, found)
        found = told(tmp_path, source)
        if not any(item.fixes for item in found):
            break
    left = [str(item) for item in found if item.severity > Severity.NOTE]
    assert left == [], source


@pytest.mark.parametrize("text", SIGNS)
@pytest.mark.parametrize("place", QUOTATIONS)
def test_the_signs_of_a_quotation_are_left(place: str, text: str, tmp_path: Path) -> None:
    found = told(tmp_path, f"# Kapittel\n\nFørst.\n\n{QUOTATIONS[place](text)}\n\nTil slutt.\n")
    assert [str(item) for item in found if item.code in OTHERS_SIGNS] == []


def test_what_people_say_is_told_and_left(tmp_path: Path) -> None:
    source = "# Kapittel\n\n– Ja, sa han.\n– Nei, sa hun.\n"
    found = told(tmp_path, source)
    assert [item.code for item in found] == ["RB-PASTE-LIST"] * 2
    assert mended(source, found) == source


def test_a_path_with_blanks_is_shown_to_its_end(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "# Kapittel\n\nSe C:\\Users\\kari\\Mine dokumenter\\a b\\mål.pptx nå.\n")
    assert "C:\\Users\\kari\\Mine dokumenter\\a b\\mål.pptx" in english(found.message)
    assert "`C:\\Users\\kari\\Mine dokumenter\\a b\\mål.pptx`" in english(found.hint)


def test_the_hint_has_a_long_path_to_its_end(tmp_path: Path) -> None:
    """Followed, a shortened one would leave the rest in the text."""
    path = "C:\\Users\\kari\\" + "\\".join(["Felles dokumenter"] * 5) + "\\mål.pptx"
    (found,) = told(tmp_path, f"# Kapittel\n\nSe {path} nå.\n")
    assert f"`{path}`" in english(found.hint)


INNOCENT = (
    "Området er 12 km², volumet 3 m³ og x² + y².",
    "Se [1]: det er ikke en note.\n\n[1]: https://example.no/",
    "– Ja, sa hun.\n\n– Nei, sa han.",
    "a) står alene.",
    "a) Bokstav én\nb) Bokstav to",
    "a)\tutarbeide\nb)\tforvalte\nc)\tgi råd",
    "i) Ett\nii) To",
    "§ 11 gjelder.\n§ 12 gjelder også.",
    "`a\tb`\n",
    "```\na\tb\nc\td\n```",
    "~~~\n• a\n[1] b “c”\n~~~",
    "Koden `“x”` og adressen [DFØs sider](https://dfo.no/a-b—c).",
    '::: {.fact-box title="Boks"}\n**Viktig**\n\nTekst.\n:::',
    "**Dette er en hel setning som står i halvfet.**",
    "«Hun sa ‘ja’ til oss», skrev de – og gikk.",
    "[“What a day” – he said]{lang=en}",
    "Perioden 2014–2017 og 5–10 prosent, e-post og IT-avdeling.",
    "Tabellen: Den viser noe.",
    "Tabell: En tittel\nover to linjer\n\n| A | B |\n|---|---|\n| 1 | 2 |",
    "Tabell 3 viser tallene.",
    "![Tre personer rundt et bord](bilder/hvit.png)",
    "Les mer om [lederlønn i staten](https://example.no/).",
    "Jeg heter Kari O. Nordmann.",
    "ord1 og ord2",
    "- Punkt\n\n\t- Inni\n\t- Også",
    "> En ordrett sitert setning.",
    'Et 5" rør, et 27” skjermbilde, 5\'10" høyt og 12,5".',
    "«Hun ville ikke», sa ’a’ og 'b', det er Lars’ og DFØs’.",
    '| Vare | Mål |\n|---|---|\n| Rør | " |\n| Slange | 5" |',
    "Stien `C:\\Users\\kari` og `\\\\tjener\\felles` er kode, og/eller a/b, 1:2, kl. 9:30.",
    "Se [sidene](https://example.no/home/kari/x) og https://example.no/Users/kari/x.",
    "Klikk [her om lønn](https://example.no/).",
    "Følg lenken: https://example.no/.",
    "Se lenke under:\n\n[Rapporten fra 2025](https://example.no/)",
    "Unngå lenker som heter «klikk her». Mange klikket på lenken.",
    f"Kari Nordmann\n\n{_LONG}",
    f"Med vennlig hilsen\n\n{_LONG}",
    f"Oslo, 3. mars 2026\n\n{_LONG}",
    f"Eksempelgata 12\n0999 Eksempelby\n\n{_LONG}",
    f"- Et punkt\n\n{_LONG}",
    f"Det nye nettstedet sier:\n\n{_LONG}",
    f"> [{_ENGLISH}]{{lang=en}}",
    f"[{_ENGLISH}]{{lang=en}}",
    f"::: passage {{lang=en}}\n{_ENGLISH} “So we did.”\n\n- {_ENGLISH}\n:::\n\n«Ja.»",
    f':::: {{.fact-box title="A" lang=en}}\n{_ENGLISH}\n\n::: lead\n{_ENGLISH}\n:::\n::::',
    f"{_BOKMAAL} Han sa at “this is the way that we have to do it, and it is not new to the people”.",
)


@pytest.mark.parametrize("text", INNOCENT)
def test_nothing_is_said_of_what_is_meant(text: str, tmp_path: Path) -> None:
    found = told(tmp_path, f"# Kapittel\n\n{text}\n\nSlutt.\n")
    assert [str(item) for item in found if "PASTE" in item.code or "WEAK" in item.code] == []
    signs = {"RB-QUOTES"} if "“this is" not in text else set[str]()
    words = {"RB-DASH", "RB-BOLD-HEADING", "RB-PLAIN-HEADING", "RB-LANG-MISSING"}
    others = {"RB-LOST-LINK", "RB-PRIVATE-PATH"}
    assert [str(item) for item in found if item.code in signs | words | others] == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Se www.example.no.", ["https://www.example.no"]),
        ("Se (https://example.no/a_(b)).", ["https://example.no/a_(b)"]),
        ("Se https://example.no/side, og www.b.no!", ["https://example.no/side", "https://www.b.no"]),
        ("Skriv til kari.nordmann@example.no.", ["mailto:kari.nordmann@example.no"]),
        ("Se [www.example.no](https://example.no/) og `www.b.no`.", ["https://example.no/"]),
        ("<https://example.no/>", ["https://example.no/"]),
        ("Se *www.example.no* og **https://b.no**", ["https://www.example.no", "https://b.no"]),
        ("Filen a@b og @navn og http:// og www.", []),
    ],
)
def test_addresses_become_links(text: str, links: list[str], tmp_path: Path) -> None:
    report = load(tmp_path, f"# Kapittel\n\n{text}\n").value
    assert report is not None
    (paragraph,) = report.chapters[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert [node.href for node in walk(paragraph.children) if isinstance(node, Link)] == links


_UNSEEN = (
    "",
    "a\u030a ",
    "A\u030arsverk o\u0308g ",
    "\ufeff",
    "\u200e ",
    "en \u2060to ",
    "Zoe\u0308\ufeff C\u0327 ",
)


@pytest.mark.parametrize("before", _UNSEEN)
@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if fault.code in {"RB-QUOTES", "RB-DASH", "RB-PASTE-NOTE"}]
)
def test_places_and_mendings_are_those_of_the_file(fault: Fault, before: str, tmp_path: Path) -> None:
    """What is read otherwise than written, or not at all, stands before the fault in its line."""
    source = f"# Kapittel\n\n{before}{fault.text}\n"
    found = told(tmp_path, source)
    (own, *_) = [item for item in found if item.code == fault.code]
    assert own.span is not None
    assert own.span.column == len(before) + fault.column + 1
    only = tuple(item for item in found if item.code == fault.code)
    written = before + fault.text
    after = mended(source, only).removeprefix("# Kapittel\n\n").removesuffix("\n")
    assert after.startswith(before)
    if fault.fixed:
        assert after != written
        plain = told(tmp_path, f"# Kapittel\n\n{fault.text}\n")
        alone = mended(f"# Kapittel\n\n{fault.text}\n", tuple(i for i in plain if i.code == fault.code))
        assert after.removeprefix(before) == alone.removeprefix("# Kapittel\n\n").removesuffix("\n")


_LANGUAGES = {"nb": _BOKMAAL, "nn": _NYNORSK, "en": _ENGLISH}


@pytest.mark.parametrize(("report", "written"), list(product(_LANGUAGES, _LANGUAGES)))
@pytest.mark.parametrize("heading", ["# Kapittel", "# Kapittel {#k}", "# Kapittel\n\n## Del"])
def test_a_section_in_another_language_is_told_and_its_cure_ends_it(
    heading: str, report: str, written: str, tmp_path: Path
) -> None:
    quoted = {"en": "“x”", "nb": "«x»", "nn": "«x»"}[written]
    source = f"{heading}\n\n{_LANGUAGES[written]} {quoted}\n"
    found = [item for item in load(tmp_path, source, language=report).diagnostics if item.fixes or item.hint]
    if report == written:
        assert found == []
        return
    (own,) = found
    assert own.code == "RB-LANG-MISSING"
    assert (own.span and own.span.line, own.fixes) == (1, ())
    cure = english(own.hint).split("'")[1]
    first, _, rest = source.partition("\n")
    assert cure.startswith(first.removesuffix("}"))
    assert load(tmp_path, f"{cure}\n{rest}", language=report).diagnostics == ()


def test_of_an_interview_one_question_is_told(tmp_path: Path) -> None:
    answers = "\n\n".join(f"**Hva er {at}?**\n\nDet er {at}." for at in "abc")
    heads = "**Om saken**\n\nTekst.\n\n**Om veien**\n\nTekst."
    found = told(tmp_path, f"# Kapittel\n\n{answers}\n\n{heads}\n")
    assert [(item.span and item.span.line, len(item.fixes)) for item in found] == [(3, 0), (15, 1), (19, 1)]
    allowed = told(tmp_path, f'# Kapittel\n\n{{allow="RB-BOLD-HEADING"}}\n{answers}\n')
    assert [item.span and item.span.line for item in allowed] == [4]  # which the mark above it allows


def test_only_the_part_in_another_language_is_told(tmp_path: Path) -> None:
    source = f"# Kapittel\n\n{_BOKMAAL}\n\n## Summary\n\n{_ENGLISH}\n\n### More\n\n{_ENGLISH}\n"
    found = told(tmp_path, source)
    assert [(item.code, item.span and item.span.line) for item in found] == [("RB-LANG-MISSING", 5)]
    stated = source.replace("## Summary", "## Summary {lang=en}").replace("### More", "### Mer {lang=nb}")
    assert [(item.code, item.span and item.span.line) for item in told(tmp_path, stated)] == [
        ("RB-LANG-MISSING", 9)
    ]


_PIECES = ("ja", "nei", "rør", "er", "og", "til")
_INCHES = ('5"', "5”", "27″", '12,5"')


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mending_leaves_inches_alone_and_quotes_paired(data: st.DataObject, tmp_path: Path) -> None:
    word = st.sampled_from(_PIECES)
    quote = st.sampled_from(
        ["“{}”", "„{}“", '"{}"', "«{}»", "”{}”", "»{}«", "“{}", "{}”", '{}"', '"{}', "“{}»"]
    )
    piece = st.one_of(word, st.sampled_from(_INCHES), st.builds(str.format, quote, word))
    wrapped = st.builds(lambda form, inner: form.format(" ".join(inner)), quote, st.lists(piece, max_size=3))
    text = " ".join(["Det", *data.draw(st.lists(st.one_of(piece, wrapped), max_size=7)), "slutt."])
    source = f"# Kapittel\n\n{text}\n"
    found = tuple(item for item in told(tmp_path, source) if item.code == "RB-QUOTES")
    after = mended(source, found)
    inch = re.compile(r"\d[\"”″]")
    assert inch.findall(after) == inch.findall(source)
    if after != source:
        assert after.count("«") == after.count("»"), source
        assert after.count("‘") == after.count("’"), source
        assert not any(item.fixes for item in told(tmp_path, after) if item.code == "RB-QUOTES")


SIGNS = ("•", "–", "o", "\uf0b7", "§")


def _pasted_list(random: Random) -> tuple[str, str]:
    """Write a list of up to three levels as a word processor gives it, and as it is meant."""
    signs = random.sample(SIGNS, 3)
    levels = [0, 0]
    for _ in range(random.randint(2, 6)):
        # A level is entered by two items, and no deeper sign is new beneath a level that was left.
        deeper = min(levels[-1] + 1, 2) if levels[-1] == levels[-2] else levels[-1]
        levels += [deeper, deeper]
    levels += random.choice([[], [0], [0, 0]])
    indent = random.choice(["", "\t"])
    pasted = [f"{indent * level}{signs[level]}\tPunkt {at}" for at, level in enumerate(levels)]
    meant = [f"{'  ' * level}- Punkt {at}" for at, level in enumerate(levels)]
    return "\n".join(pasted), "\n".join(meant)


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("lead", ["", "Tekst:\n"])
def test_a_pasted_list_is_the_list_that_was_meant(container: str, lead: str, tmp_path: Path) -> None:
    wrap, _ = CONTAINERS[container]
    for seed in range(12):
        pasted, meant = _pasted_list(Random(seed))  # noqa: S311  no secret
        source = f"# Kapittel\n\n{wrap(lead + pasted)}\n"
        right = f"# Kapittel\n\n{wrap((lead and 'Tekst:' + chr(10) * 2) + meant)}\n"
        after = mended(source, told(tmp_path, source))
        assert [line.rstrip() for line in after.split("\n")] == [line.rstrip() for line in right.split("\n")]
        assert [item for item in told(tmp_path, after) if "PASTE" in item.code] == []


def test_a_list_that_is_half_mended_is_told_and_left(tmp_path: Path) -> None:
    source = "# Kapittel\n\n- a\n• b\n• c\n"
    found = told(tmp_path, source)
    assert [item.code for item in found] == ["RB-PASTE-BULLET"] * 2
    assert mended(source, found) == source


def test_two_marks_of_one_note_are_told_with_its_words(tmp_path: Path) -> None:
    found = told(tmp_path, "# Kapittel\n\nEtt.[1] To.[1]\n\n[1] Note en.\n")
    places = [item.span and (item.span.line, item.span.column) for item in found]
    assert places == [(3, 5), (3, 12), (5, 1)]
    assert told(tmp_path, "# Kapittel\n\nEtt.[^1] To.[^1]\n\n[^1]: Note en.\n") == ()
