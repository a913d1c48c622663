"""The keys of a brand file (brand.yml, https://posit-dev.github.io/brand-yml/): those that a report can use.

A mapping names in ``PASSED_OVER`` what the specification has beside them; ``OPEN`` ones may have others.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias

from msgspec import Struct

from report_builder.sources.schema import Key, Located


class Keys(Struct, frozen=True):
    """A mapping of a brand file."""

    OPEN: ClassVar[bool] = False
    PASSED_OVER: ClassVar[tuple[str, ...]] = ()


class LightDarkKeys(Keys, frozen=True):
    """A colour on light grounds and on dark ones; a page is light."""

    PASSED_OVER: ClassVar[tuple[str, ...]] = ("dark",)

    light: Annotated[Located[str] | None, Key("key.brand.colour")] = None


ColourKey: TypeAlias = Annotated[Located[str] | LightDarkKeys | None, Key("key.brand.colour")]


class NameKeys(Keys, frozen=True):
    """Keys of ``meta.name``."""

    OPEN: ClassVar[bool] = True

    full: Annotated[str, Key("key.brand.name")] = ""
    short: Annotated[str, Key("key.brand.name")] = ""


class MetaKeys(Keys, frozen=True):
    """Keys of ``meta``."""

    OPEN: ClassVar[bool] = True
    PASSED_OVER: ClassVar[tuple[str, ...]] = ("link",)

    name: Annotated[str | NameKeys | None, Key("key.brand.name")] = None


class ColourKeys(Keys, frozen=True):
    """Keys of ``color``."""

    palette: Annotated[dict[str, Located[str]] | None, Key("key.brand.palette")] = None
    foreground: ColourKey = None
    background: ColourKey = None
    primary: ColourKey = None
    secondary: ColourKey = None
    tertiary: ColourKey = None
    success: ColourKey = None
    info: ColourKey = None
    warning: ColourKey = None
    danger: ColourKey = None
    light: ColourKey = None
    dark: ColourKey = None
    link: ColourKey = None


class FileKeys(Keys, frozen=True):
    """One file of a font."""

    path: Annotated[Located[str], Key("key.brand.file")]
    weight: Annotated[str, Key("key.brand.weight", or_number=True)] = ""
    style: Annotated[str, Key("key.brand.style")] = ""


class FontKeys(Keys, frozen=True):
    """One font of ``typography.fonts``."""

    PASSED_OVER: ClassVar[tuple[str, ...]] = ("weight", "style", "display")

    family: Annotated[Located[str], Key("key.brand.family")]
    source: Annotated[str, Key("key.brand.source", choices=("file", "google", "bunny", "system"))] = ""
    files: Annotated[tuple[Located[str] | FileKeys, ...], Key("key.brand.files")] = ()


class SettingKeys(Keys, frozen=True):
    """How running text and code are set."""

    PASSED_OVER: ClassVar[tuple[str, ...]] = ("size", "line-height", "background-color", "style", "color")

    family: Annotated[Located[str] | None, Key("key.brand.family")] = None
    weight: Annotated[str, Key("key.brand.weight", or_number=True)] = ""


class HeadingKeys(SettingKeys, frozen=True):
    """How headings are set."""

    PASSED_OVER: ClassVar[tuple[str, ...]] = ("size", "line-height", "background-color")

    style: Annotated[str, Key("key.brand.style")] = ""
    color: ColourKey = None


SettingKey: TypeAlias = Annotated[Located[str] | SettingKeys | None, Key("key.brand.setting")]
HeadingKey: TypeAlias = Annotated[Located[str] | HeadingKeys | None, Key("key.brand.setting")]


class TypographyKeys(Keys, frozen=True):
    """Keys of ``typography``."""

    PASSED_OVER: ClassVar[tuple[str, ...]] = ("monospace-inline", "monospace-block", "link")

    fonts: Annotated[tuple[FontKeys, ...], Key("key.brand.fonts", may_be_empty=True)] = ()
    base: SettingKey = None
    headings: HeadingKey = None
    monospace: SettingKey = None


class LogoImageKeys(Keys, frozen=True):
    """One image of the logo."""

    path: Annotated[Located[str] | None, Key("key.brand.logo.path")] = None
    alt: Annotated[str, Key("key.brand.logo.alt")] = ""


LogoImage: TypeAlias = Located[str] | LogoImageKeys


class LogoSizeKeys(LogoImageKeys, frozen=True):
    """The logo in one size: one image, or one for light grounds and one for dark ones."""

    light: Annotated[LogoImage | None, Key("key.brand.logo.path")] = None
    dark: Annotated[LogoImage | None, Key("key.brand.logo.path")] = None


LogoSize: TypeAlias = Annotated[Located[str] | LogoSizeKeys | None, Key("key.brand.logo.size")]


class LogoKeys(Keys, frozen=True):
    """Keys of ``logo``."""

    images: Annotated[dict[str, LogoImage] | None, Key("key.brand.logo.images")] = None
    small: LogoSize = None
    medium: LogoSize = None
    large: LogoSize = None


class BrandKeys(Keys, frozen=True):
    """Keys of a brand file."""

    PASSED_OVER: ClassVar[tuple[str, ...]] = ("defaults",)

    logo: Annotated[Located[str] | LogoKeys | None, Key("key.brand.logo")] = None
    meta: Annotated[MetaKeys | None, Key("key.brand.meta")] = None
    color: Annotated[ColourKeys | None, Key("key.brand.color")] = None
    typography: Annotated[TypographyKeys | None, Key("key.brand.typography")] = None
