"""Which licence holds for which file of a version: that of the report is not that of its fonts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.pipeline import papers
from report_builder.pipeline.licences import PROFILE_LICENCE
from report_builder.pipeline.versions import SOURCE
from report_builder.publish.font_subsets import FAMILIES
from report_builder.theme.licences import BRAND
from report_builder.theme.lineage import EXTENDS

_FONTS = (".ttf", ".otf", ".woff", ".woff2")

PROFILE = f"{papers.LICENCES}{PROFILE_LICENCE}"
"""The licence of the colour profile, which stands in the PDF alone."""


def font_terms(files: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """Give the licences of each font file among the ``files`` of a version, all by logical path.

    There are several where a theme brings several and does not say which font each is for; none where the
    release found none.
    """
    own = {path: _of_theme(path, files) for path in sorted(files) if _is_font(path, SOURCE)}
    every = tuple(sorted({licence for licences in own.values() for licence in licences}))
    faces = _faces(files, own)
    web = (path for path in sorted(files) if _is_font(path, papers.EDITION))
    return own | {path: faces.get(path.rpartition("/")[2], every) for path in web}


def _is_font(path: str, folder: str) -> bool:
    return path.startswith(folder) and path.lower().endswith(_FONTS)


def _of_theme(path: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The licences of a font in a theme: in a folder of the theme's name, or of a family of the program's."""
    theme, _, name = path.removeprefix(papers.THEMES).partition("/")
    if not path.startswith(papers.THEMES):
        theme, name = BRAND, path
    stem = name.rpartition("/")[2].rpartition(".")[0]
    folder = f"{papers.LICENCES}{theme}/"
    if f"{folder}{stem}.txt" in files:
        return (f"{folder}{stem}.txt",)
    family = f"{papers.LICENCES}{stem.partition('-')[0]}-OFL.txt"
    return tuple(licence for licence in sorted(files) if licence == family or licence.startswith(folder))


def _faces(files: Mapping[str, bytes], own: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The licences of the faces of the edition, by the names of their files: each is a part of a font."""
    themes = [*_fonts_of_themes(files)]
    named = {font for fonts in themes for family in fonts.values() for font in family.values()}
    if own.keys() - named:
        return {}  # a brand brings fonts too, and no theme says which family they are
    return {
        f"{web}-{face.replace('_', '-')}.woff2": own[font]
        for fonts in themes
        for web, family in FAMILIES.items()
        for face, font in fonts.get(family.source, {}).items()
        if font in own
    }


def _fonts_of_themes(files: Mapping[str, bytes]) -> Iterator[dict[str, dict[str, str]]]:
    """The families of each theme that no other extends: the path of every face, by its name."""
    said = dict(_themes(files))
    extended = {theme.get(EXTENDS) for theme in said.values()}
    for name in said:
        if name in extended:
            continue
        faces: dict[str, dict[str, str]] = {}
        line: list[object] = [name]
        for one in line:
            theme = said.get(str(one), {})
            for family, fonts in _mapping(theme.get("fonts")).items():
                named = {face: f"{papers.THEMES}{one}/{font}" for face, font in _mapping(fonts).items()}
                faces[family] = named | faces.get(family, {})
            if theme.get(EXTENDS) not in (None, *line):
                line.append(theme[EXTENDS])
        yield faces


def _themes(files: Mapping[str, bytes]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Each theme by its name, with what its file says."""
    import yaml

    for path in sorted(files):
        if path.startswith(papers.THEMES) and path.endswith("/theme.yaml"):
            try:
                said = yaml.safe_load(files[path])
            except yaml.YAMLError:  # not one that this program read
                continue
            yield path.removeprefix(papers.THEMES).removesuffix("/theme.yaml"), _mapping(said)


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
