"""A theme as files, so that a report can carry along what it was set with."""

from __future__ import annotations

from collections.abc import Collection

from report_builder.theme.model import Theme


def export_theme(theme: Theme, own: Collection[str]) -> dict[str, bytes]:
    """Give the files that ``theme`` was loaded from, under the paths of a report's own theme.

    ``own`` are the paths of the report's own files, which come before those of the program and of plug-ins
    and are not given again. With both, the report looks the same wherever it is built, whatever is there.
    """
    files = {path: text.encode() for path, text in theme.written.items()}
    for name, homes in theme.homes.items():
        paths = [path for path in homes if path not in own]
        files |= dict.fromkeys(paths, theme.files[name] if paths else b"")
    if theme.logo is not None:
        files |= {file.path: file.data for file in theme.logo.files}
    images = (sheet.image.file for sheet in theme.sheets.values() if sheet.image and sheet.image.file)
    files |= {file.path: file.data for file in images}
    return {path: data for path, data in files.items() if path not in own}
