"""No page of running text stands nearly empty: our report in both themes, the samples, an agency's."""

from __future__ import annotations

import pytest

from report_builder.layout.pages.weighing import LEAST_FILL
from tests.sample_reports import EVERY, ROOT, build_folder, sample


@pytest.mark.parametrize("name", EVERY)
def test_no_page_of_a_sample_is_nearly_empty(name: str) -> None:
    weighed = sample(name).laid_out.weighed
    assert [page for page in weighed if not page.is_last and page.fill < LEAST_FILL] == []


def test_no_page_of_a_house_is_nearly_empty() -> None:
    weighed = build_folder(ROOT / "tests" / "houses" / "etaten").laid_out.weighed
    assert all(page.is_last or page.fill >= LEAST_FILL for page in weighed)
