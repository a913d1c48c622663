"""The logo of a brand as that of a theme: the largest on covers, the smallest where there is little room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.sources.schema import Located
from report_builder.theme.brand_keys import BrandKeys, LogoImageKeys, LogoKeys, LogoSizeKeys, NameKeys
from report_builder.theme.shelves import Shelf

_LARGEST_FIRST = ("large", "medium", "small")
_ENDINGS = (".svg", ".png", ".jpg", ".jpeg")


class _Image(NamedTuple):
    file: Located[str]
    alt: str


def brand_logo(keys: BrandKeys, shelf: Shelf, diagnostics: Diagnostics) -> dict[str, Located[str]]:
    """Give the files of the logo and what it shows, by the keys of a theme; nothing where there is none.

    A file that is not there or of another kind is told of, as one that nobody says the meaning of is, and is
    not used: who builds a report may seldom change the brand.
    """
    if keys.logo is None:
        return {}
    logo = keys.logo if isinstance(keys.logo, LogoKeys) else LogoKeys(large=keys.logo)
    sizes = [name for name in _LARGEST_FIRST if getattr(logo, name) is not None]
    usable = _Usable(logo, shelf, diagnostics)
    for name in sizes:
        light = usable.image(getattr(logo, name), "light")
        if light is None:
            continue
        dark = next(filter(None, (usable.image(getattr(logo, other), "dark") for other in sizes)), None)
        small = usable.image(logo.small, "light") if name != "small" else None
        alt = light.alt or _name(keys)
        if not alt:
            diagnostics.note("RB-BRAND", light.file.span, *hinted("theme.brand-logo-alt"))
            return {}
        made = {"file": light.file, "alt": Located(alt, light.file.span)}
        made |= {"dark": dark.file} if dark is not None else {}
        return made | ({"small": small.file} if small is not None else {})
    return {}


def _name(keys: BrandKeys) -> str:
    """What the organisation is called, which its logo stands for."""
    name = keys.meta.name if keys.meta is not None else None
    return (name.full or name.short) if isinstance(name, NameKeys) else name or ""


class _Usable:
    """The images of a logo that can be used; what cannot is told of once."""

    def __init__(self, logo: LogoKeys, shelf: Shelf, diagnostics: Diagnostics) -> None:
        self._images = logo.images or {}
        self._shelf = shelf
        self._diagnostics = diagnostics
        self._told: set[str] = set()

    def image(self, size: Located[str] | LogoSizeKeys | None, ground: str) -> _Image | None:
        """The image of a size for a ground; one that is for all grounds is the one for light ones."""
        for one in _meant(size, ground):
            image = self._named(one)
            if image is not None and self._is_there(image.file):
                return image
        return None

    def _named(self, one: Located[str] | LogoImageKeys) -> _Image | None:
        keys = LogoImageKeys(path=one) if isinstance(one, Located) else one
        if keys.path is None:
            return None
        named = self._images.get(keys.path.value)
        if named is None:
            return _Image(keys.path, keys.alt)
        held = LogoImageKeys(path=named) if isinstance(named, Located) else named
        return None if held.path is None else _Image(held.path, keys.alt or held.alt)

    def _is_there(self, file: Located[str]) -> bool:
        known = file.value.lower().endswith(_ENDINGS) and "://" not in file.value
        if known and self._shelf.read(file, Diagnostics()) is not None:
            return True
        if file.value not in self._told:
            self._told.add(file.value)
            said = hinted("theme.brand-logo-file", file=file.value)
            self._diagnostics.note("RB-BRAND", file.span, *said)
        return False


def _meant(size: Located[str] | LogoSizeKeys | None, ground: str) -> Iterator[Located[str] | LogoImageKeys]:
    if isinstance(size, Located):
        if ground == "light":
            yield size
    elif size is not None:
        found = getattr(size, ground)
        if found is not None:
            yield found
        elif ground == "light":
            yield LogoImageKeys(path=size.path, alt=size.alt)
