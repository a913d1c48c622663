"""Tags of languages: what is registered passes in every letter case, and the rest is told with its cure."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import report_builder
from report_builder.language import tags
from report_builder.language.tags import Unregistered, canonical, meant_by, unregistered

MEANT = {
    "dk": "da", "gr": "el", "ua": "uk", "jp": "ja", "cn": "zh", "cz": "cs",
    "sme": "se", "nob": "nb", "nno": "nn", "eng": "en", "dan": "da", "iw": "he", "dk-DK": "da-DK",
    "SME": "se", "cn-hant": "zh-Hant",
    "sp": "es", "gb": "en-GB", "us": "en-US",
}  # fmt: skip
KNOWN = {
    "nb": "nb", "NN": "nn", "en-gb": "en-GB", "sr-latn": "sr-Latn", "zh-HANT-tw": "zh-Hant-TW", "sma": "sma",
    "smj": "smj", "de-ch-1996": "de-CH-1996", "es-419": "es-419", "sl-rozaj-biske": "sl-rozaj-biske",
    "zh-yue": "zh-yue", "en-x-NAV": "en-x-nav", "qaa": "qaa", "ar-u-nu-latn": "ar-u-nu-latn", "mul": "mul",
}  # fmt: skip


@pytest.mark.parametrize("tag", MEANT)
def test_a_tag_that_is_not_registered_is_told_with_the_one_that_is_meant(tag: str) -> None:
    assert unregistered(tag) == Unregistered(tag.partition("-")[0], MEANT[tag])
    assert unregistered(MEANT[tag]) is None


@pytest.mark.parametrize("tag", KNOWN)
def test_a_registered_tag_is_written_as_the_standard_does(tag: str) -> None:
    assert unregistered(tag) is None
    assert canonical(tag) == KNOWN[tag]


@pytest.mark.parametrize(
    ("tag", "part", "meant"),
    [
        ("xx", "xx", ""), ("xx-NO", "xx", ""), ("nb-XZX", "XZX", "nb"), ("nb-NO-NO", "NO", "nb-NO"),
        ("en-Abcd", "Abcd", "en"), ("en-uk", "uk", "en-GB"), ("nb-NB", "NB", "nb"),
        ("nb-nor", "nor", "nb-NO"),        ("dk-UK-xyz", "dk", "da-GB"), ("en-Abcd-GB", "Abcd", "en-GB"),
    ],
)  # fmt: skip
def test_the_part_that_is_wrong_is_named(tag: str, part: str, meant: str) -> None:
    assert unregistered(tag) == Unregistered(part, meant)
    assert not meant or unregistered(meant) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    {
        "nb_NO": "nb-NO", "en_uk": "en-GB", "“en”": "en", "english": "en", "English (UK)": "en-GB",
        "norsk": "no", "norsk bokmål": "nb", "Nynorsk": "nn", "no_NO": "no-NO", "Davvisámegiella": "se",
        "dk_DK": "da-DK", "en-": "en", "klingonsk": "", "noe rart": "", "x": "", "-": "", "xx_XX": "",
    }.items(),
)  # fmt: skip
def test_what_is_no_tag_may_mean_one(written: str, meant: str) -> None:
    assert meant_by(written) == meant
    assert not meant or unregistered(meant) is None


def registered(kind: str) -> st.SearchStrategy[str]:
    return st.sampled_from([end for part in tags._lines()[kind].split() for end in part.split("..")])


@given(
    registered("language"), st.none() | registered("script"), st.none() | registered("region"), st.randoms()
)
def test_any_registered_tag_passes_in_any_case(
    language: str, script: str | None, region: str | None, random: Random
) -> None:
    tag = "-".join(part for part in (language, script, region) if part)
    written = "".join(random.choice((letter.upper(), letter.lower())) for letter in tag)
    assert unregistered(written) is None
    assert canonical(written) == canonical(tag)
    assert unregistered(canonical(tag)) is None


def test_the_list_says_of_which_day_it_is() -> None:
    path = Path(report_builder.__file__).parent / "data/language-subtags.txt"
    assert "Registry of 20" in path.read_text("utf-8").partition("\n")[0]
