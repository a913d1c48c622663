"""What a page says of itself to machines: search engines, shared links, reference managers, libraries.

In two parts, each a pure function of plain values. What :mod:`.fixed` gives depends on the version and the
page alone: it is written once. What :mod:`.page_status` gives is how the page stands among those of other
versions: it is short, and names the newest version by its lasting address only, so that old pages are written
anew when that changes, and not when there is one more version.
"""
