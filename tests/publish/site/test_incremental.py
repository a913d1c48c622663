"""A publish draws what is new and keeps the rest, and nobody can see that from what it gives."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from report_builder.publish import Events, Publishable, Wanted, Written, build_site, cover, drawing
from report_builder.publish.font_subsets import Face
from report_builder.publish.model import Correction, Withdrawn
from report_builder.publish.site import wanted_of
from report_builder.theme.model import Theme
from tests.publish.site.sites import ADDRESS, NAME, versions
from tests.publish.site.test_writing import StepSiteDisk
from tests.said import english

AT = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)
Tree = dict[str, bytes]


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Covers and fonts are other tests' matter; these tell which characters were asked for."""

    def fonts(_theme: Theme, letters: Mapping[Face, frozenset[str]]) -> dict[str, bytes]:
        return {
            f"{family}-{face}.woff2": "".join(sorted(own)).encode() for (family, face), own in letters.items()
        }

    monkeypatch.setattr(drawing, "web_fonts", fonts)
    monkeypatch.setattr(cover, "draw_cover", lambda *_: cover.Cover(b"webp", 372, 526, b"png"))


@cache
def pool() -> tuple[Publishable, ...]:
    """Five versions of a report: one without a chapter, one whose note has letters of its own.

    A finding has another value in the third, and another id in the last.
    """
    first, other = versions("findings")[0], versions("tables")[0].report
    chapters = (*first.report.chapters, *other.chapters)
    notes_of_both = {**first.report.notes, **other.notes}
    first = replace(first, report=replace(first.report, chapters=chapters, notes=notes_of_both))
    fewer = replace(first.report, chapters=chapters[:1])
    found = dict(first.report.findings)
    name = next(iter(found))
    other_value = {**found, name: replace(found[name], value=Decimal(75), display="75\u00a0%")}
    fewer = replace(fewer, findings=other_value)
    again = replace(found.pop(name), id="nytt-funn", formerly=(name,))
    renamed = replace(
        first.report,
        chapters=(replace(chapters[0], id="nytt"), *chapters[1:]),
        findings={again.id: again, **found},
    )
    notes = ("Første versjon.", "Rettet et tall.", "Uten et kapittel.", "Łódź & omegn.", "Nytt navn.")
    reports = (first.report, first.report, fewer, first.report, renamed)
    return tuple(
        replace(first, number=number, updated=date(2026, number, 3), note=note, report=report)
        for number, (note, report) in enumerate(zip(notes, reports, strict=True), 1)
    )


class Step:
    """One state of the archive: versions, and what was said of them."""

    def __init__(
        self, shown: Sequence[int], withdrawn: Sequence[int] = (), corrected: Sequence[int] = ()
    ) -> None:
        self.shown = [pool()[number - 1] for number in shown if number not in withdrawn]
        self.named = pool()[max(shown) - 1]
        self.events = Events(
            tuple(
                Withdrawn(number, AT, f"Feil i tabell {number} – ŋ", "Direktoratet") for number in withdrawn
            ),
            dict.fromkeys(set(shown) - set(withdrawn), AT),
            {number: (Correction(AT, f"Figur 2 i versjon {number} gjelder 2018."),) for number in corrected},
        )

    def publish(self, out: Path, drawn: list[int], disk: StepSiteDisk | None = None) -> Written:
        def wanted(version: Publishable) -> Wanted:
            def draw() -> Publishable:
                drawn.append(version.number)
                return version

            return replace(wanted_of(version, f"key {version.number}"), draw=draw)

        several = [wanted(version) for version in self.shown]
        outcome = build_site(NAME, several, out, ADDRESS, disk, self.events, lambda: self.named)
        assert outcome.value is not None, outcome.diagnostics
        return outcome.value


def tree(out: Path) -> Tree:
    folder = out / (out / "current").readlink()
    files = {path for path in (folder / "www").rglob("*") if path.is_file()} | {folder / "site.json"}
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def from_nothing(step: Step, folder: Path) -> Tree:
    step.publish(folder, [])
    return tree(folder)


STEPS = [
    (Step([1]), {1}),
    (Step([1, 2]), {2}),
    (Step([1, 2]), set()),
    (Step([1, 2, 3]), {3}),
    (Step([1, 2, 3], corrected=[1, 3]), {1, 2, 3}),  # a text with letters of its own
    (Step([1, 2, 3], corrected=[1, 3]), set()),
    (Step([1, 2, 3, 4], corrected=[1]), {1, 2, 3, 4}),
    (Step([1, 2, 3, 4, 5], withdrawn=[4], corrected=[1]), {1, 2, 3, 5}),
    (Step([1, 2, 3, 4, 5], withdrawn=[2, 4], corrected=[1]), {5}),
    (Step([1, 2, 3, 4, 5], withdrawn=[1, 2, 3, 4, 5]), set()),
    (Step([1, 2, 3, 4, 5]), {1, 2, 3, 4, 5}),
]


def test_step_by_step_gives_what_all_at_once_gives(tmp_path: Path) -> None:
    for count, (step, expected) in enumerate(STEPS):
        drawn: list[int] = []
        step.publish(tmp_path / "site", drawn)
        assert set(drawn) <= expected, count
        assert len(drawn) == len(set(drawn)), count
        assert tree(tmp_path / "site") == from_nothing(step, tmp_path / str(count)), count
        shutil.rmtree(tmp_path / str(count))


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(40))
def test_any_order_of_events(tmp_path: Path, seed: int) -> None:
    chance, count = random.Random(seed), 1  # noqa: S311  a seeded draw
    for turn in range(6):
        count = min(count + chance.choice([0, 0, 1, 1, 2]), 5)
        shown = list(range(1, count + 1))
        withdrawn = [number for number in shown if chance.random() < 0.2]
        corrected = [number for number in shown if number not in withdrawn and chance.random() < 0.3]
        step = Step(shown, withdrawn, corrected)
        step.publish(tmp_path / "site", [])
        assert tree(tmp_path / "site") == from_nothing(step, tmp_path / str(turn)), turn


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    Step([1, 2]).publish(tmp_path, [])
    disk = StepSiteDisk()
    Step([1, 2, 3]).publish(tmp_path, [], disk)
    old = [path for path in tree(tmp_path) if path.startswith(f"www/{NAME}/v1/")]
    www = tmp_path / (tmp_path / "current").readlink() / "www"
    alone = [path for path in old if (www.parent / path).stat().st_nlink == 1]
    # Its history is another, and the notice of the chapters that are no longer there.
    assert f"www/{NAME}/v1/index.html" in alone
    assert f"www/{NAME}/v1/{pool()[0].pdf.name}" not in alone
    kept, gone = (f"www/{NAME}/v1/rapport/{each.id}.html" for each in pool()[0].report.chapters)
    assert kept not in alone
    assert gone in alone


def test_a_file_that_another_hand_touched_is_told_and_mended(tmp_path: Path) -> None:
    step, drawn = Step([1, 2, 3]), list[int]()
    step.publish(tmp_path, [])
    before = tree(tmp_path)
    for path in _touchable(before):
        stands = tmp_path / (tmp_path / "current").readlink() / path
        stands.unlink() if path.endswith("x.html") else stands.write_bytes(before[path] + b"\n")
        wanted = [wanted_of(each, f"key {each.number}") for each in step.shown]
        outcome = build_site(NAME, wanted, tmp_path, ADDRESS, None, step.events)
        (told,) = outcome.diagnostics
        assert (told.code, told.severity.name) == ("RB-SITE-DAMAGED", "WARNING")
        assert f"'{path.removeprefix('www/')}'" in english(told.message)
        assert tree(tmp_path) == before, path
    assert drawn == []


def _touchable(before: Tree) -> Iterator[str]:
    for end in (f"v1/{pool()[0].pdf.name}", "v2/index.html", "atom.xml", "latest/rapport/index.html"):
        yield next(path for path in before if path.endswith(f"{NAME}/{end}"))
    yield next(path for path in before if path.endswith("theme.css"))


def test_a_copied_site_is_taken_for_what_it_is(tmp_path: Path) -> None:
    """Times are not copied with it; then the files are read."""
    step, drawn = Step([1, 2]), list[int]()
    step.publish(tmp_path / "site", [])
    shutil.copytree(tmp_path / "site", tmp_path / "copy", symlinks=True, copy_function=shutil.copyfile)
    assert not step.publish(tmp_path / "copy", drawn).new
    assert drawn == []


@pytest.mark.parametrize("spoilt", [b"", b"{}", b'{"program": "another", "versions": {}}'])
def test_a_site_that_remembers_nothing_is_drawn_again(tmp_path: Path, spoilt: bytes) -> None:
    step, drawn = Step([1, 2]), list[int]()
    step.publish(tmp_path, [])
    (tmp_path / "current" / "state.json").write_bytes(spoilt)
    assert not step.publish(tmp_path, drawn).new
    assert drawn == [1, 2]
    assert not step.publish(tmp_path, drawn).new
    assert drawn == [1, 2]


def test_a_site_that_knows_of_a_withdrawal_does_not_forget_it(tmp_path: Path) -> None:
    Step([1, 2], withdrawn=[2]).publish(tmp_path, [])
    before = tree(tmp_path)
    outcome = build_site(NAME, [wanted_of(each) for each in Step([1, 2]).shown], tmp_path, ADDRESS)
    assert outcome.value is None
    assert [item.code for item in outcome.diagnostics] == ["RB-SITE-WITHDRAWN"]
    assert "v2" in english(outcome.diagnostics[0].message)
    assert tree(tmp_path) == before


def test_of_a_withdrawn_version_nothing_is_left(tmp_path: Path) -> None:
    Step([1, 2, 3], withdrawn=[2]).publish(tmp_path, [])
    found = tree(tmp_path)
    own = sorted(path for path in found if path.startswith(f"www/{NAME}/v2/") and path.endswith(".html"))
    assert own == [f"www/{NAME}/v2/index.html", f"www/{NAME}/v2/rapport/index.html"]
    for path in own:
        page = found[path].decode()
        assert "Versjon 2 er trukket tilbake" in page
        assert "Feil i tabell 2" in page
        assert '<meta name="robots" content="noindex">' in page
    table = json.loads(found["site.json"])
    assert table["withdrawn"] == {"2": f"/{NAME}/v2/index.html"}
    assert not [path for path in found if "/v2/" in path and path.endswith(".pdf")]
    for name in ("atom.xml", "versions.json", "index.html", "v1/index.html", "v3/index.html"):
        assert "Feil i tabell 2" in found[f"www/{NAME}/{name}"].decode(), name


def test_an_address_that_should_last_leads_to_where_a_chapter_is_now(tmp_path: Path) -> None:
    Step([1, 2, 5]).publish(tmp_path, [])  # version 5 has the first chapter under another id
    old = pool()[0].report.chapters[0].id
    page = tree(tmp_path)[f"www/{NAME}/latest/rapport/{old}.html"].decode()
    assert "Siden har fått en ny adresse" in page
    assert '<meta http-equiv="refresh" content="0; url=nytt.html#nytt">' in page
    Step([1, 2, 5, 3], withdrawn=[5]).publish(tmp_path, [])
    lost = pool()[0].report.chapters[1].id
    page = tree(tmp_path)[f"www/{NAME}/latest/rapport/{lost}.html"].decode()
    assert "Siden finnes ikke i nyeste versjon" in page
    assert f'href="../../v2/rapport/{lost}.html"' in page


def test_a_correction_is_said_on_every_page_of_its_version(tmp_path: Path) -> None:
    Step([1, 2], corrected=[1, 2]).publish(tmp_path, [])
    found = tree(tmp_path)
    for number in (1, 2):
        own = [path for path in found if path.startswith(f"www/{NAME}/v{number}/") and path.endswith(".html")]
        assert len(own) > 4
        for path in own:
            assert f"Figur 2 i versjon {number} gjelder 2018." in found[path].decode(), path


def test_the_feed_tells_that_a_version_is_back(tmp_path: Path) -> None:
    Step([1, 2], withdrawn=[2]).publish(tmp_path, [])
    withdrawn = tree(tmp_path)[f"www/{NAME}/atom.xml"].decode()
    Step([1, 2]).publish(tmp_path, [])
    back = tree(tmp_path)[f"www/{NAME}/atom.xml"].decode()
    assert f"<updated>{AT.isoformat()}</updated>" in withdrawn
    assert f"<updated>{AT.isoformat()}</updated>" in back


def test_where_all_is_withdrawn_every_lasting_page_says_so(tmp_path: Path) -> None:
    Step([1, 2], withdrawn=[1, 2]).publish(tmp_path, [])
    found = tree(tmp_path)
    for path in ("index.html", "latest/index.html", "latest/rapport/index.html"):
        page = found[f"www/{NAME}/{path}"].decode()
        assert "Rapporten er trukket tilbake" in page, path
        assert "Feil i tabell 1" in page
        assert "Feil i tabell 2" in page
    assert "Rapporten er trukket tilbake" in found["www/index.html"].decode()
