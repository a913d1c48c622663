"""Norwegian compounds are divided where their parts meet, never one letter beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

import report_builder
from report_builder.language.catalogue import rule
from report_builder.layout.compose.hyphenate import HYPHENATED, Hyphenator
from report_builder.layout.compose.hyphenation_patterns import read_patterns

HERE = Path(__file__).parent
DATA = Path(report_builder.__file__).parent / "data" / "joints"
NORWEGIAN = ("nb", "nn")
COMPOUNDS = {
    language: (HERE / "compounds" / f"{language}.txt").read_text("utf-8").split() for language in NORWEGIAN
}
PAIRS = [(language, compound) for language in NORWEGIAN for compound in COMPOUNDS[language]]
ENTRIES = [
    entry
    for line in (DATA / "norwegian.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for entry in line.split()
]
opportunities = Hyphenator().opportunities


def joints_in(compound: str) -> set[int]:
    """Where the parts of a compound meet that is written with = between them."""
    return set(accumulate(map(len, compound.split("=")[:-1])))


def places_in(word: str, language: str) -> set[int]:
    """Where it may be divided."""
    return {at for at, _ in opportunities(word, language)}


def test_there_are_enough_compounds_and_none_twice() -> None:
    for compounds in COMPOUNDS.values():
        assert len(compounds) >= 250
        assert [word for word, count in Counter(compounds).items() if count > 1] == []


@pytest.mark.parametrize("written", [str.lower, str.capitalize])
@pytest.mark.parametrize(("language", "compound"), PAIRS)
def test_a_compound_is_divided_at_its_joints(
    language: str, compound: str, written: Callable[[str], str]
) -> None:
    joints = joints_in(compound)
    word = written(compound.replace("=", ""))
    places = places_in(word, language)
    assert not {at for at in places - joints if at - 1 in joints or at + 1 in joints}
    assert {at for at in joints if at >= 3} <= places


@pytest.mark.parametrize("language", NORWEGIAN)
@pytest.mark.parametrize("end", ["", "en", "et", "ene", "ane", "s", "enes", ")", "».", "-"])
def test_whatever_ends_a_compound_it_is_not_divided_beside_a_joint(language: str, end: str) -> None:
    found = []
    for _, compound in PAIRS:
        joints = joints_in(compound)
        word = compound.replace("=", "")
        beside = {at for joint in joints for at in (joint - 1, joint + 1)} - joints
        if beside & {at for at in places_in(word + end, language) if at <= len(word) - 4}:
            found.append(word + end)
    assert found == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bærekraftsmål", "bære·krafts·mål"),
        ("næringskjeden", "nærings·kjeden"),
        ("miljøvernsaker", "miljø·vern·saker"),
        ("barnevernsaker", "barne·vern·saker"),
        ("sluttrapport", "slutt·rap·port"),
        ("pleiepenger", "pleie·penger"),
        ("voldskriminalitet", "volds·kri·mi·na·litet"),
        ("husleieloven", "hus·leie·loven"),
        ("uttrykksformer", "uttrykks·former"),
        ("gevinstrealisering", "gevinst·re·a·li·se·ring"),
        ("resultatmål", "resul·tat·mål"),
        ("handlingsrom", "hand·lings·rom"),
        # Two letters behind the joint, and no place there that is no joint.
        ("budsjettår", "bud·sjett·år"),
        ("forstår", "for·står"),
        # They look as if they had a joint.
        ("pleierne", "plei·erne"),
        ("prestasjon", "pre·sta·sjon"),
        ("beskjeden", "beskjeden"),
        ("syndrom", "syn·drom"),
        ("grunneierlag", "grunn·ei·erlag"),
    ],
)
@pytest.mark.parametrize("language", NORWEGIAN)
def test_single_words(word: str, expected: str, language: str) -> None:
    ends = [0, *sorted(places_in(word, language)), len(word)]
    assert "·".join(word[start:end] for start, end in pairwise(ends)) == expected


def test_each_entry_says_something_and_stands_once() -> None:
    assert [entry for entry, count in Counter(ENTRIES).items() if count > 1] == []
    assert [entry for entry in ENTRIES if len(re.findall(r"[=-]", entry)) > 1] == []
    assert [entry for entry in ENTRIES if not re.search(r"[=-]|[02468]", entry)] == []
    assert [entry for entry in ENTRIES if not re.sub(r"[=-]|[02468]", "", entry).strip(".").isalpha()] == []
    lengths = {len(entry) for entry in ENTRIES}
    assert min(lengths) >= 5, "an entry as short says too much"


def test_each_file_of_joints_belongs_to_a_language() -> None:
    named = {
        name for language in NORWEGIAN for name in (rule("rule.hyphenation", language) or "").split()[1:]
    }
    assert named == {path.name for path in DATA.iterdir()}


def test_both_languages_have_the_same_patterns_and_joints() -> None:
    first, second = (read_patterns(language) for language in NORWEGIAN)
    assert first is not None
    assert second is not None
    assert first.all() == second.all()


@pytest.mark.parametrize("language", NORWEGIAN)
@pytest.mark.parametrize(
    ("word", "places"),
    [
        ("medarbeiderne", "med-arbei-der-ne"),
        ("samarbeidet", "sam-arbei-det"),
        ("bearbeiding", "bearbei-ding"),
        ("omorganisering", "omorga-ni-se-ring"),
        ("forutsetning", "for-utset-ning"),
        ("uavhengig", "uavhen-gig"),
        ("helseinformasjon", "helse-infor-ma-sjon"),
        ("miljøinformasjon", "miljø-infor-ma-sjon"),
        ("havneanlegg", "havne-anlegg"),
        ("skoleanlegget", "skole-anleg-get"),
        ("samfunnsansvar", "sam-funns-ansvar"),
        ("helseinstitusjon", "helse-insti-tu-sjon"),
        ("tjenesteavtale", "tje-neste-avta-le"),
        ("helsepolitikk", "helse-poli-tikk"),
        ("fagområdet", "fag-områ-det"),
        ("næringsutvikling", "nærings-utvik-ling"),
        ("brukerundersøkelse", "bru-ker-under-sø-kel-se"),
        ("arealplanlegging", "areal-plan-leg-ging"),
        ("prosentpoeng", "prosent-po-eng"),
        ("altinnskjema", "altinn-skje-ma"),
        ("gjennomgangen", "gjen-nom-gan-gen"),
        ("mellomstilling", "mel-lom-stil-ling"),
    ],
)
def test_no_two_letters_of_a_second_part_stay_behind(word: str, places: str, language: str) -> None:
    patterns = read_patterns(language)
    assert patterns is not None
    found = patterns.positions(word, 3, 2, 2)
    assert "-".join(word[start:stop] for start, stop in pairwise([0, *found, len(word)])) == places


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize(
    "word",
    [
        "forvaltnings-loven",
        "moderniserings-departementet",
        "offentlighets-loven",
        "kommunikasjons-avdelinga",
        "universitets-senteret",
        "ungdoms-skolen",
        "fellesskaps-følelse",
    ],
)
def test_where_the_first_part_says_that_it_ends_the_other_places_are_worse(word: str, language: str) -> None:
    found = Hyphenator().opportunities(word.replace("-", ""), language)
    assert [at for at, kind in found if kind == HYPHENATED] == [word.index("-")]


def test_a_word_that_does_not_say_so_has_places_of_one_kind() -> None:
    assert {kind for _, kind in Hyphenator().opportunities("helsedirektoratet", "nb")} == {HYPHENATED}
