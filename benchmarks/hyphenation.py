"""How well compounds are divided: breaks one letter from a joint, and joints that are offered.

    python benchmarks/hyphenation.py norsk.words [--show 20]

``norsk.words`` is the word list in Debian's source package ``norwegian``, in which each compound has = at its
joints. It is under the GPL, so that nothing of it stands here. Bokmål are its compounds that are not rare
(frequency 10 and more), nynorsk all that it marks as such; in lower case, of seven letters and more. Those of
bokmål that are rarer, and no nynorsk, come last: nobody looked at them while the joints were written. Printed
are, for each of the three, the words with a break one letter from a joint and not at one; the joints that are
offered, of those with three letters before and four after; and of those with two or three letters after.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from report_builder.layout.compose.hyphenate import Hyphenator

LEAST = 7
FREQUENT = 10
_FLAGS = re.compile(r"(?:yyyy|xxxx|zyzyzy)+$")
"""What the list writes behind a word for Ispell."""


def compounds(path: Path, language: str, least: int = FREQUENT) -> list[str]:
    """The compounds of a language, with = at joints; of bokmål those as frequent as ``least``."""
    found: dict[str, None] = {}
    for line in path.read_text("latin-1").splitlines():
        entry, *tags = line.split() or [""]
        frequency = max((int(tag) for tag in tags if tag.isdigit()), default=-1)
        word = _FLAGS.sub("", entry)
        letters = word.replace("=", "")
        chosen = frequency >= least if language == "nb" else "*" in tags
        if chosen and "=" in word and letters.isalpha() and letters.islower() and len(letters) >= LEAST:
            found[word] = None
    return list(found)


def measure(words: list[str], language: str) -> Iterator[str]:
    """Print what there is to say of a language, and give its words with misleading breaks."""
    opportunities = Hyphenator().opportunities
    misleading = []
    offered = {True: [0, 0], False: [0, 0]}
    begin = time.process_time()
    for word in words:
        joints = set(accumulate(map(len, word.split("=")[:-1])))
        letters = word.replace("=", "")
        places = {at for at, _ in opportunities(letters, language)}
        if any(at - 1 in joints or at + 1 in joints for at in places - joints):
            misleading.append(word)
        for joint in joints:
            if 3 <= joint <= len(letters) - 2:
                counts = offered[joint <= len(letters) - 4]
                counts[0] += 1
                counts[1] += joint in places
    seconds = time.process_time() - begin
    (inner, inner_offered), (short, short_offered) = offered[True], offered[False]
    print(
        f"{language}: {len(words)} compounds, {len(misleading)} misleading "
        f"({100 * len(misleading) / len(words):.3f} %), joints offered {100 * inner_offered / inner:.2f} %, "
        f"near the end {100 * short_offered / short:.1f} %, {1e6 * seconds / len(words):.1f} µs for a word"
    )
    yield from misleading


def main() -> None:
    """Measure both languages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", type=Path)
    parser.add_argument("--show", type=int, default=0, help="how many misleading words to print")
    given = parser.parse_args()
    if not given.words.is_file():
        sys.exit(f"no such file: {given.words}")
    seen = [(language, compounds(given.words, language)) for language in ("nb", "nn")]
    known = {word for _, words in seen for word in words}
    unseen = [word for word in compounds(given.words, "nb", 0) if word not in known]
    for language, words in (*seen, ("nb", unseen)):
        misleading = list(measure(words, language))
        for word in misleading[: given.show]:
            print(f"  {word}")


if __name__ == "__main__":
    main()
