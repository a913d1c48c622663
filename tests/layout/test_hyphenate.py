"""Where words may be divided, and where they must not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import pyphen
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from report_builder.language.catalogue import languages, rule
from report_builder.layout.compose.hyphenate import Hyphenator
from report_builder.layout.compose.hyphenation_patterns import _FIGURES_ONLY, _PLANE, read_patterns
from tests.layout.test_joints import ENTRIES, NORWEGIAN

opportunities = Hyphenator().opportunities
LANGUAGES = [language for language in languages() if rule("rule.hyphenation", language)]
PATTERNS = {language: read_patterns(language) for language in LANGUAGES}
OWN = {re.sub(r"[\d=.-]", "", entry) for entry in ENTRIES}


def shown(text: str, language: str = "nb") -> str:
    """``text`` with · where a hyphen may be added and | where a line may end without one."""
    bare = text.replace("\u00ad", "")
    marked = ""
    start = 0
    for offset, hyphen in opportunities(text, language):
        marked += bare[start:offset] + ("·" if hyphen else "|")
        start = offset
    return marked + bare[start:]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "utviklingsprogrammet", "utvik·lings·pro·grammet"),
        ("nn", "utviklingsprogrammet", "utvik·lings·pro·grammet"),
        ("nb-NO", "forvaltningen", "for·valt·ningen"),
        ("en", "management", "man·age·ment"),
        ("en-GB", "development", "devel·op·ment"),
        ("se", "ovdánahttinprográmma", "ovdánahttinprográmma"),
        ("", "utviklingsprogrammet", "utviklingsprogrammet"),
    ],
)
def test_each_language_by_its_own_patterns(language: str, text: str, expected: str) -> None:
    assert shown(text, language) == expected


def test_english_patterns_are_not_used_for_norwegian() -> None:
    word = "toppledergruppeprogrammene"
    assert shown(word, "nb") != shown(word, "en")
    assert shown(word, "nb") == "topp·le·der·gruppe·pro·gram·mene"


def figures(row: int) -> tuple[int, ...]:
    """The figures of a row, at every place."""
    return tuple(sum(row >> plane * _PLANE + place & 1 for plane in range(9)) for place in range(_PLANE))


def padded(values: Sequence[int], start: int = 0) -> tuple[int, ...]:
    """Figures from ``start`` on, at every place."""
    return (*[0] * start, *values, *[0] * (_PLANE - start - len(values)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_of_pyphen_is_lost_or_changed(language: str) -> None:
    """But where one of ours has the same letters: the higher figure counts."""
    ours = PATTERNS[language]
    theirs = pyphen.HyphDict(pyphen.LANGUAGES[language])
    assert ours is not None
    expected = {pattern: padded(values, start) for pattern, (start, values) in theirs.patterns.items()}
    for entry in ENTRIES if language in NORWEGIAN else ():
        written = re.findall(r"(\d?)(\D?)", re.sub("[=-]", "", entry))
        own = padded([int(figure or 0) for figure, _ in written])
        if any(own):
            letters = "".join(letter for _, letter in written)
            expected[letters] = tuple(map(max, own, expected.get(letters, own)))
    found = {
        pattern: figures(row & _FIGURES_ONLY)
        for pattern, row in ours.all().items()
        if row & _FIGURES_ONLY and pattern == pattern.lower()
    }
    assert found == expected


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=st.text("abdefghijklmnoprstuvyæøåéõ", min_size=1, max_size=24))
def test_patterns_are_those_of_pyphen(language: str, word: str) -> None:
    # Where one of our own entries stands in a word, it decides.
    assume(language not in NORWEGIAN or not any(own in word for own in OWN))
    patterns = PATTERNS[language]
    assert patterns is not None
    theirs = pyphen.Pyphen(lang=pyphen.language_fallback(language), left=1, right=1)
    assert [at for at in patterns.positions(word) if 1 <= at <= len(word) - 1] == theirs.positions(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The patterns alone: depar·te·mentet, avde·lingen, arbeidsar·ket.
        ("departementet", "departe·mentet"),
        ("avdelingen", "avdelingen"),
        ("Arbeidsarket", "Arbeids·arket"),
        ("avdelingsarbeidsarkenes", "avdelings·arbeids·arkenes"),
        # Every time that the part stands in the word, never right at its beginning.
        ("avdelingsavdelingen", "avdelings·av·delingen"),
        # A part without a hyphen is whole; what stands before and after it is divided as ever.
        ("saksforvaltningen", "saks·forvalt·ningen"),
        # The longer of two parts decides.
        ("utviklingsprogrammet", "utviklings·pro·grammet"),
        # Two letters behind are enough, and three before are needed.
        ("virksomhetsår", "virksom·hets·år"),
        ("atomkraften", "atom·kraften"),
    ],
)
def test_a_report_divides_its_own_words(text: str, expected: str) -> None:
    own = {
        "depart": (),
        "avdel": (2,),
        "arbeidsark": (7,),
        "forvalt": (),
        "program": (),
        "utviklingsprogram": (10, 13),
        "virksomhetsår": (7, 11),
        "atom": (2,),
    }
    places = Hyphenator(own).opportunities(text, "nb")
    ends = [0, *(at for at, _ in places), len(text)]
    assert "·".join(text[start:end] for start, end in itertools.pairwise(ends)) == expected


def test_a_language_without_patterns_has_no_words_of_the_report_either() -> None:
    assert Hyphenator({"avdeling": (2,)}).opportunities("fagavdeling", "") == []


def test_long_words_are_divided_up_to_a_length() -> None:
    word = "minoritetsladningsbærerdiffusjonskoeffisientmålingsapparatur"
    assert shown(word).count("·") > 12
    assert shown(word * 3) == word * 3


def test_the_author_knows_better() -> None:
    assert shown("for\u00advaltnings\u00adutviklingen") == "for·valtnings·utviklingen"
    assert shown("\u00adforvaltningen\u00ad") == "forvaltningen"
    assert shown("kant-\u00adsoner") == "kant-|soner"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IKT-avdeling", "IKT-|avde·ling"),
        ("og/eller", "og/|eller"),
        ("statsrådene–departementene", "stats·rå·dene–|depar·te·men·tene"),
        ("A4-arket", "A4-|arket"),
        ("møte/(samling)", "møte/|(sam·ling)"),
        ("kommune/fylke", "kom·mune/|fylke"),
    ],
)
def test_after_a_dash_or_a_slash(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2014–2017",
        "2014-2017",
        "12.04.2019",
        "4.12.2019",
        "3,5–4,7",
        "1.–3.",
        "50/50",
        "12/2019",
        "2019/1234-5",
        "+47-40-00-79-97",
        "10\u00a0000",
        "COVID-19",
        "NOU2019:7",
        "-10",
        "–10",
        "Difi-rapport\u00a02019:7",
        "(Difi-rapport\u00a02019:7).",
        "DFØ-veileder\u00a03",
        "(RB-LANG-MISSING),",
        "ISO-8859-SIGN",
        "km/t",
        "kr/mnd",
        "kr/mnd.",
        "(kr/måned)",
        "100/mnd",
        "kWh/døgn",
        "kr/kWh",
        "hun/han",
        "ja/nei",
        "e-post",
        "T-bane",
        "UNESCO",
        "kunn-",
        "tre\u2011fire",
        "İzmirli",
        "",
    ],
)
def test_whole(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://dfo.no/ledelse-og-styring/", "https://dfo|.no/|ledelse|-og|-styring/"),
        ("https://x.no/?side=2&linje=3", "https://x|.no/|?side|=2|&linje=3"),
        ("www.regjeringen.no/dokumenter", "www|.regjeringen|.no/|dokumenter"),
        ("regjeringen.no/dokumenter,", "regjeringen|.no/|dokumenter,"),
        ("ola.nordmann@forvaltning.dep.no.", "ola|.nordmann|@forvaltning|.dep|.no."),
        ("(https://dfo.no)", "(https://dfo|.no)"),
    ],
)
def test_addresses_are_broken_before_a_sign_and_get_no_hyphen(text: str, expected: str) -> None:
    assert shown(text) == expected


NAMES = [
    "helsedirektoratet.no",
    "utdanningsdirektoratet.no",
    "data.utdanningsdirektoratet.no:8080",
    "www.kunnskapsdepartementet.no",
    "utdanningsdirektoratet.kommune",
    "https://utdanningsdirektoratet.no/forvaltning",
    "utdanningsdirektoratet.no?forvaltning=utvikling",
    "postmottak@utdanningsdirektoratet.no",
    "@utdanningsdirektoratet",
    "#samfunnssikkerhet",
    "C:\\Brukere\\forvaltning\\virksomhetsplan.docx",
    "\\\\forvaltning\\virksomhetsplanlegging",
    "/forvaltning/virksomhetsplanlegging",
    "../forvaltning/virksomhetsplanlegging",
    "virksomhetsplan-2019.pdf",
    "virksomhetsplanlegging.xlsx",
    "10.1234/forvaltningsutvikling",
    "doi:10.1234/forvaltningsutvikling",
    "virksomhetsplan_forvaltning",
    "virksomhetsplan2019",
    "virksomhet=forvaltning",
    "forvaltningsDatabasen",
    "eInnsynsforvaltning",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("around", ["{}", "({})", "{},", "{}.", "«{}».", "{}?", "({}),"])
@pytest.mark.parametrize("name", NAMES)
def test_no_hyphen_enters_a_name(name: str, around: str, language: str) -> None:
    text = around.format(name)
    assert [at for at, hyphen in opportunities(text, language) if hyphen] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A blank was forgotten.
        ("departementet.Forvaltningen", "depar·te·mentet.For·valt·ningen"),
        # Abbreviations are no names of files, and are not broken before their points.
        ("adm.dir.", "adm.dir."),
        ("bl.a.", "bl.a."),
        ("regjeringen.no-adressene", "regjeringen.no-|adres·sene"),
        ("2019-rapporten", "2019-|rap·porten"),
        ("kommuner/fylkeskommuner", "kom·muner/|fyl·kes·kom·muner"),
        ("C:\\Brukere\\plan.docx", "C:\\Brukere\\|plan|.docx"),
    ],
)
def test_what_only_looks_like_a_name(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.text(max_size=40), st.sampled_from([*languages(), "se"]))
def test_places_rise_and_stand_inside(text: str, language: str) -> None:
    places = [offset for offset, _ in opportunities(text, language)]
    assert places == sorted(set(places))
    assert all(0 < place < len(text.replace("\u00ad", "")) for place in places)


@given(st.text("abdegiklmnoprstuvyøå", min_size=1, max_size=24))
def test_at_least_three_letters_stand_before_and_two_behind(word: str) -> None:
    assert all(3 <= offset <= len(word) - 2 for offset, _ in opportunities(word, "nb"))
