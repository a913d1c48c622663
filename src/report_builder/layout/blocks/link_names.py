"""What links are called: the words that are seen, and behind them what the link leads to.

Who sees a link and speaks to the machine says the words that are seen, so its name begins with them (WCAG
2.2, 2.5.3). ``language`` is that of the passage, ``own`` that of the report.
"""

from __future__ import annotations

from urllib.parse import unquote

from report_builder.language.passages import Piece, Pieces, joined, plain, voice
from report_builder.model.inlines import Link, pieces


def name_of_reference(words: Pieces, title: Pieces, language: str, own: str) -> Pieces:
    """Give the name of a link to what is called ``title``; what the words have of that is said once."""
    words, title = _with_blanks(words), _with_blanks(title)
    said, called = plain(words), plain(title)
    if called.removesuffix(".").casefold() in said.casefold():
        return words
    if shared := _shared(said, called):
        return joined((*words, *_behind(title, shared)))
    return voice(language, own).woven("document.link-named", {"words": words, "title": title})


def _shared(said: str, called: str) -> int:
    """How many characters at the end of ``said`` are whole words that ``called`` begins with."""
    low, begun = f" {said.casefold()}", called.casefold()
    ends = [at for at, char in enumerate(f"{begun} ") if char == " "]
    return next((end for end in reversed(ends) if low.endswith(f" {begun[:end]}")), 0)


def _behind(title: Pieces, count: int) -> Pieces:
    """Give the title without its first ``count`` characters."""
    found: list[Piece] = []
    for text, language in title:
        if rest := text[count:]:
            found.append(Piece(rest, language))
        count = max(0, count - len(text))
    return tuple(found)


def name_of_web_link(node: Link, language: str, own: str) -> Pieces:
    """Give the name of a link that leads out of the report."""
    return name_of_address(pieces(node.children, language), node.href, language, own)


def name_of_address(words: Pieces, href: str, language: str, own: str) -> Pieces:
    """Give the name of a link with these words to an address: of the web, of mail, or of a telephone."""
    words, here = _with_blanks(words), voice(language, own)
    kind, _, address = href.partition(":")
    if kind == "mailto":
        address = unquote(address.partition("?")[0])
        key = "document.mail" if address in plain(words) else "document.mail-to"
        return here.woven(key, {"words": words}, address=address)
    if kind == "tel":
        is_seen = _figures(address) in _figures(plain(words))
        return here.woven(
            "document.phone" if is_seen else "document.phone-to", {"words": words}, number=address
        )
    if plain(words) == href:
        return words
    return (*words, Piece(f" ({href})", words[-1].language))


def _with_blanks(words: Pieces) -> Pieces:
    """Give the words with blanks as they are said: none of them is one where no line may end."""
    return tuple(Piece(text.replace("\u00a0", " "), language) for text, language in words)


def _figures(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def name_of_note(number: int, language: str, own: str) -> Pieces:
    """Give the name of the raised number that leads to a footnote."""
    return voice(language, own).pieces("document.link-to-note", number=number)
