"""A number never breaks inside on a page of the site, on whatever screen."""

from __future__ import annotations

import pytest

from report_builder.publish.site import make_site
from tests.publish.site.sites import NAME, versions
from tests.web_support import SITE, page, sideways

_BROKEN = r"""() => {
  const number = /[+\u2212-]?\d[\d\u00a0\u202f.,]*\d(?:\u00a0?%)?|\d/g, broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("code, svg, script, style, .sums, address")) continue;
    for (const match of node.data.matchAll(number)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const tops = [...range.getClientRects()].filter(box => box.width > 0.5).map(box => Math.round(box.top));
      if (!tops.length) continue;
      seen += 1;
      if (Math.max(...tops) - Math.min(...tops) > 3) broken.push(match[0]);
    }
  }
  return [seen, broken];
}"""


@pytest.mark.parametrize("theme", ["konstruktiv", "noktern"])
def test_no_number_breaks_on_any_screen(theme: str) -> None:
    pages = make_site(NAME, versions("numbers", theme), None)
    files = {f"/{path}": file.data for path, file in pages.items()}
    checked = [path for path in files if path.endswith(".html") and "/v2/" in path] + [f"/{NAME}/index.html"]
    assert len(checked) > 3
    with page(320, files=files) as opened:
        for path in checked:
            for width in (320, 390, 1024, 1440):
                opened.set_viewport_size({"width": width, "height": 800})
                opened.goto(SITE + path)
                seen, broken = opened.evaluate(_BROKEN)
                assert broken == [], (path, width)
                assert seen
                assert sideways(opened) == 0, (path, width)
