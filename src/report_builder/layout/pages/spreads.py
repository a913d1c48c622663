"""Pages of photographs, and of what lies on its side, between pages of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from report_builder.layout.blocks.rows import Row
from report_builder.layout.pages.page import Half, Page, PageKind, PlacedRow
from report_builder.model.pictures import PhotographPlace


def apart(flow: Sequence[Row]) -> tuple[Sequence[Row], Spreads]:
    """Give the rows of a flow without those that have pages of their own, and these."""
    if not any(row.spread or row.turned for row in flow):
        return flow, Spreads([])
    rows: list[Row] = []
    waiting: list[tuple[int, Row]] = []
    for row in flow:
        if row.spread or row.turned:
            waiting.append((len(rows), row))
        else:
            rows.append(row)
    return rows, Spreads(waiting)


class Spreads:
    """The rows that have pages of their own, each with the index of the row of text that it stands before."""

    def __init__(self, waiting: list[tuple[int, Row]]) -> None:
        self._waiting = waiting

    def pages(
        self,
        reached: int,
        pages: Sequence[Page],
        number: Callable[[int], str],
        turned: Callable[[Sequence[Row], int], list[Page]],
        *,
        facing: bool,
        ends: bool,
    ) -> Iterator[Page]:
        """The pages that come behind ``pages``, which take them one by one: text has ``reached`` a row.

        Where pages are ``facing`` each other, two that belong together begin on the left. If the next page is
        on the right they wait for another page of text, or stand behind a blank page where the text ``ends``.
        ``turned`` gives the pages of rows that lie, behind so many others.
        """
        while self._waiting and self._waiting[0][0] <= reached:
            row = self._waiting[0][1]
            if row.turned:
                self._waiting.pop(0)
                yield from turned(row.turned, len(pages))
                continue
            picture = row.spread
            assert picture is not None
            both = facing and picture.photograph.place is PhotographPlace.FACING
            if both and len(pages) % 2 == 0:
                if not ends:
                    return
                yield Page(PageKind.BLANK, number(len(pages) + 1))
            self._waiting.pop(0)
            half = Half.LEFT if both else Half.WHOLE
            rows = [PlacedRow(0.0, row)]
            yield Page(PageKind.SPREAD, number(len(pages) + 1), rows, picture=picture, half=half)
            if both:
                other = replace(picture, told=())
                yield Page(PageKind.SPREAD, number(len(pages) + 1), picture=other, half=Half.RIGHT)
