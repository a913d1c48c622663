"""Pages known by what is painted on them, so that a browser asks again only for those that changed."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from report_builder.check.document import Document, as_dict, number_of

if TYPE_CHECKING:
    from report_builder.layout.result import LaidOut
    from report_builder.theme.model import Theme


class Sheet(Struct, frozen=True):
    """One page: a digest of what is seen on it, the number printed on it, its size in points."""

    digest: str
    label: str
    width: float
    height: float


def read_sheets(laid_out: LaidOut, theme: Theme) -> tuple[Sheet, ...]:
    """Look at every painted page of ``laid_out``, which was set in ``theme``."""
    # The fonts in the file are subsets that grow with the text, so that they differ where no page does.
    # What they are subsets of is the theme's, and which character each of their codes is, their own.
    salt = blake2b(digest_size=16)
    for name in sorted(theme.files):
        salt.update(theme.files[name])
    with Document(laid_out.pdf) as document:
        resources = _Resources(document, salt.digest())
        return tuple(
            Sheet(
                resources.digest(page),
                _label(laid_out, index),
                *_size(page),
            )
            for index, (_, page) in enumerate(document.pages)
        )


def _label(laid_out: LaidOut, index: int) -> str:
    labels = [labels for labels in laid_out.page_labels if labels.first <= index]
    return labels[-1].label(index) if labels else str(index + 1)


def _size(page: dict[str, Any]) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in page["/MediaBox"])
    width, height = right - left, top - bottom
    return (height, width) if page.get("/Rotate") in (90, 270) else (width, height)


class _Resources:
    """What the pages of one document share, read once."""

    def __init__(self, document: Document, salt: bytes) -> None:
        self._document, self._salt = document, salt
        self._known: dict[int, bytes] = {}

    def digest(self, page: dict[str, Any]) -> str:
        """Digest the content of a page, and the fonts and images that it may use."""
        resolve = self._document.resolve
        resources = as_dict(resolve(page.get("/Resources")))
        digest = blake2b(self._document.content(page), digest_size=12, key=self._salt)
        for kind in ("/Font", "/XObject"):
            for name, value in sorted(as_dict(resolve(resources.get(kind))).items()):
                digest.update(name.encode())
                digest.update(self._of(value))
        return digest.hexdigest()

    def _of(self, value: object) -> bytes:
        number = number_of(value)
        if number is None:
            return repr(value).encode()
        if number not in self._known:
            entries = as_dict(self._document.get(number))
            characters = self._document.data(entries.get("/ToUnicode"))
            # The coded bytes of a picture are as good as its pixels, and a photograph's are all there is.
            content = characters or self._document.coded(value)
            name = entries.get("/BaseFont", "").partition("+")[2]
            self._known[number] = blake2b(content, digest_size=16).digest() + name.encode()
        return self._known[number]
