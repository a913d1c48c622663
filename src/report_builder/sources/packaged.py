"""What comes with the package: themes, fonts, the colour profile, templates."""

from __future__ import annotations

from pathlib import Path

# Not importlib.resources: it takes 3 MB and 10 ms, to serve packages inside archives too. This one is
# installed as files, as its fonts and compiled dependencies ask anyway.
DATA = Path(__file__).parents[1] / "data"
"""The folder with the package's own files."""
