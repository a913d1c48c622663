"""No page of running text stands nearly empty: our report in both themes, the samples, an agency's."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from report_builder.content.load import read_report
from report_builder.layout import lay_out
from report_builder.layout.pages.weighing import LEAST_FILL
from report_builder.layout.result import Weighed
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.officer_reports import CHAPTERS, officer_report, remove
from tests.sample_reports import EVERY, ROOT, build_folder, sample


def low(weighed: tuple[Weighed, ...]) -> list[str]:
    """The pages of running text that stand nearly empty, but for those that have to end where they do."""
    return [page.label for page in weighed if not page.is_last and page.fill < LEAST_FILL]


@pytest.mark.parametrize("name", EVERY)
def test_no_page_of_a_sample_is_nearly_empty(name: str) -> None:
    assert low(sample(name).laid_out.weighed) == []


def test_no_page_of_a_house_is_nearly_empty() -> None:
    assert low(build_folder(ROOT / "tests" / "houses" / "etaten").laid_out.weighed) == []


def both_ways(number: int, theme: str) -> tuple[tuple[Weighed, ...], tuple[Weighed, ...]]:
    """What the pages of an officer's report weigh that are filled one by one, and chosen together."""
    root = officer_report(number)
    files = SourceFiles(root)
    report, looks = read_report(files).report, load_theme(theme).value
    assert looks is not None
    weighed = []
    for ahead in (False, True):
        facts = replace(report.publication, look_ahead=ahead)
        laid_out = lay_out(replace(report, publication=facts), looks, weigh=True).value
        assert laid_out is not None
        weighed.append(laid_out.weighed)
    remove(root)
    return weighed[0], weighed[1]


def test_a_version_of_before_has_the_pages_that_it_had() -> None:
    root = officer_report(1)
    files = SourceFiles(root)
    report, looks = read_report(files).report, load_theme("konstruktiv").value
    assert looks is not None
    former = replace(report.publication, form=6)
    page_by_page = replace(report.publication, look_ahead=False)
    first, second = (
        lay_out(replace(report, publication=facts), looks, weigh=True).value
        for facts in (former, page_by_page)
    )
    remove(root)
    assert first is not None
    assert second is not None
    assert first.weighed == second.weighed
    assert first.anchors == second.anchors


def test_hardly_a_page_of_a_report_with_much_to_show_is_nearly_empty() -> None:
    page_by_page, together = both_ways(1, "konstruktiv")
    assert len(together) <= len(page_by_page)
    assert low(together) == []


@pytest.mark.whole
@pytest.mark.parametrize("theme", ["konstruktiv", "noktern"])
def test_of_four_pages_that_would_be_nearly_empty_one_at_most_is(theme: str) -> None:
    """It is one before a tall figure that ends its section, and that is mentioned only right above."""
    made = [both_ways(number, theme) for number in range(len(CHAPTERS))]
    before, after = (sum(len(low(each[way])) for each in made) for way in (0, 1))
    assert before > 20
    assert 4 * after <= before
    assert sum(len(each[1]) for each in made) <= sum(len(each[0]) for each in made)
