"""One pass over the lines of a chapter, for everything that a person may have pasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest
from re import Pattern

from report_builder.content.pasted.counted_lines import tell_counted_lines, tell_lone_items
from report_builder.content.pasted.doubled import has_doubled_words, tell_doubled_words
from report_builder.content.pasted.foreign_marks import tell_foreign_marks
from report_builder.content.pasted.glance import Glance
from report_builder.content.pasted.half_marks import tell_half_marks
from report_builder.content.pasted.joining import tell_last_break, tell_short_lines
from report_builder.content.pasted.lazy import tell_indented_lines, tell_lazy_lines
from report_builder.content.pasted.leftovers import tell_leftovers
from report_builder.content.pasted.lists import tell_letters, tell_lists
from report_builder.content.pasted.lost_signs import tell_lost_stars, tell_wrapped_signs
from report_builder.content.pasted.notes import RAISED, tell_notes
from report_builder.content.pasted.odd_captions import tell_odd_captions
from report_builder.content.pasted.plain_headings import tell_plain_headings
from report_builder.content.pasted.pointers import may_point, tell_lost_links, tell_paths
from report_builder.content.pasted.prose import (
    Prose,
    flowing,
    indented_code,
    paragraphs,
    prose_of,
    quotations,
)
from report_builder.content.pasted.run_on_verses import tell_run_on_verses
from report_builder.content.pasted.scan import Line, runs
from report_builder.content.pasted.speech import tell_speech
from report_builder.content.pasted.stars import tell_sign_lines, tell_stars
from report_builder.content.pasted.syntax import CURLY, tell_curly
from report_builder.content.pasted.tables import (
    CAPTION,
    CAPTIONED,
    is_grid,
    is_picture,
    is_table_head,
    tab_rows,
    tell_bare_rows,
    tell_caption,
    tell_tab_rows,
)
from report_builder.content.pasted.told import lines_told
from report_builder.content.pasted.tongue import Part, counts, in_own_languages, parts_of, tell_languages
from report_builder.content.pasted.typography import Kind, has_foreign_signs, slips_seen
from report_builder.content.pasted.unclosed import may_be_unclosed, tell_unclosed
from report_builder.content.pasted.unmarked import scripts_of, tell_label, tell_paragraph, tell_scripts
from report_builder.content.pasted.verses import verse_lines
from report_builder.content.pasted.works import is_verse, tell_signs
from report_builder.diagnostics import Diagnostics
from report_builder.language.small_words import LEAST_STRANGE
from report_builder.patterns import late
from report_builder.sources.source_text import SourceLines

_TABLE_IN_BLOCK = late(r":{3,}[ \t]*(?:\{[ \t]*\.)?(?:fill-table|list-table|table)\b")
"""The blocks whose table a caption before them belongs to."""
_UNSEEN = late(r"\[[^\]\n]+\]:|\{allow=")
_TEXTS = late(r"\b(?:alt|by|caption|note|title)=\"([^\"\n]+)\"")
"""The attributes of a block, and behind the caption of a table, that a reader meets as text."""
_RULES = late(r"--[ ]+--")
"""What the lines have that draw a table by themselves."""
_OF_NOTES = RAISED | {"["}
_SIGNS = _OF_NOTES | CURLY | frozenset("\t*|")
"""What is looked for in a chapter; a look for each is faster than a set of all its characters."""


def tell_pasted(lines: Sequence[str], path: str, language: str, diagnostics: Diagnostics) -> None:
    """Tell what in the lines of a chapter in ``language`` is another program's, each at its place.

    Most chapters have nothing of it, so each look is taken only where its signs stand at all.
    """
    text = "\n".join(lines)
    signs = {sign for sign in _SIGNS if sign in text}
    # What is drawn as a grid is no prose, whose bars and signs would be another program's; its cells are.
    drawn = list(runs(lines, path))
    if "--" in text and _RULES.search(text):
        from report_builder.content.pasted.ruled_tables import tell_ruled_tables

        drawn = tell_ruled_tables(drawn, diagnostics)
    grids = {at: run for at, run in enumerate(drawn) if is_grid(run)}
    found = [run[:1] if at in grids else run for at, run in enumerate(drawn)] if grids else drawn
    inside: set[int] = set()
    if "\t" in signs:
        rows = [list(tab_rows(run)) for run in found]
        for index, (run, blocks) in enumerate(zip(found, rows, strict=True)):
            for block in blocks:
                caption = _own_caption(found, rows, index, block, inside)
                tell_tab_rows(block, run, caption, diagnostics)
                inside |= {line.number for line in block}
    verses = frozenset(verse_lines(lines)) if "poem" in text else frozenset[int]()
    inside |= verses
    texts = [[line for line in run if line.number not in inside] for run in found] if inside else found
    for index, run in enumerate(texts):
        if run:
            _tell_run(run, found, index, language, diagnostics)
    prose = [list(paragraphs(run)) for run in found]
    read = prose if texts is found else [list(paragraphs(run)) for run in texts]
    broken = {number for number, line in enumerate(lines, 1) if line.endswith(("  ", "\\"))}
    broken |= verses
    _tell_joined([run for run in texts if run], read, broken, diagnostics)
    if "*" in signs and not signs.isdisjoint("|\t"):
        tell_stars(drawn, diagnostics)
    if not signs.isdisjoint(_OF_NOTES):
        raised = not signs.isdisjoint(RAISED)
        outside = (line for run in found for line in run if line.number not in inside)
        tell_notes(outside, diagnostics, raised=raised)
    tell_odd_captions(found, text, language, diagnostics)
    tell_lone_items(found, diagnostics)
    tell_leftovers(found, text, diagnostics)
    tell_foreign_marks(prose, text, diagnostics)
    tell_half_marks(prose, text, diagnostics)
    tell_plain_headings([run for run in texts if run] if verses else found, diagnostics)
    scripts = scripts_of(lines.rare if isinstance(lines, SourceLines) else frozenset(text))
    if grids:
        from report_builder.content.pasted.grids import InGrids, cells_of

        prose = [[*cells_of(grids[at])] if at in grids else own for at, own in enumerate(prose)]
        diagnostics = InGrids(diagnostics, {line.number for run in grids.values() for line in run})
    _tell_prose([one for own in prose for one in own], signs, scripts, language, broken, diagnostics)


def _tell_joined(
    texts: Sequence[Sequence[Line]],
    read: Sequence[Sequence[Prose]],
    broken: AbstractSet[int],
    diagnostics: Diagnostics,
) -> None:
    """Look at what becomes of the lines in print: which of them run together, or mean something else."""
    first = next((text[0].lines[0] for text in read if text), None)
    # What is told to be a list has that cure.
    listed = lines_told("RB-PASTE-LIST", first.path, diagnostics) if first else frozenset[int]()
    for text in read:
        for prose in text:
            tell_last_break(prose, diagnostics)
            if not tell_indented_lines(prose, broken, diagnostics) and (
                not listed or listed.isdisjoint(line.number for line in prose.lines)
            ):
                tell_short_lines(prose, broken, diagnostics)
    tell_run_on_verses(read, broken, diagnostics)
    tell_sign_lines(texts, diagnostics)
    tell_lazy_lines(texts, broken, diagnostics)
    tell_wrapped_signs(texts, diagnostics)


def _tell_prose(
    prose: Sequence[Prose],
    signs: AbstractSet[str],
    scripts: Sequence[Pattern[str]],
    language: str,
    broken: AbstractSet[int],
    diagnostics: Diagnostics,
) -> None:
    """Look at the words: quotes, dashes, the language itself, and what points nowhere."""
    seen = Glance("\n".join(one.text for one in prose).replace("\n", " "))
    _tell_pointers(prose, seen, diagnostics)
    parts = _parts(prose, language, seen)
    tell_languages(parts, seen, diagnostics)
    slips, doubled = slips_seen(seen), has_doubled_words(seen.text)
    foreign = bool(slips or doubled or scripts) or has_foreign_signs(seen)
    code = frozenset(map(id, indented_code(prose)))
    tell_lost_stars([one for one in prose if id(one) not in code] if "*" in signs else (), diagnostics)
    others_words = frozenset(map(id, quotations(prose)))
    divided = _with_soft_returns(prose, diagnostics) if slips else frozenset[int]()
    for part in parts:
        of_part = zip(counts(part), in_own_languages(part), strict=True)
        for (_, strange), (one, own, is_stated) in of_part:
            if signs & CURLY:
                for line in one.lines:
                    tell_curly(line, diagnostics)
            if part.in_doubt or id(one) in code:
                continue
            quoted = id(one) in others_words
            if not quoted and (strange >= LEAST_STRANGE or own != part.language):
                tell_paragraph(one, own, diagnostics, is_stated=is_stated)
            kinds = () if id(one) in divided else slips
            if foreign:
                verse = bool(broken) and is_verse(one, broken)
                flow, twice = flowing(one, broken), doubled and not verse and not quoted
                _tell_text(flow, own, scripts, kinds, diagnostics, quoted=quoted, verse=verse, doubled=twice)
            for text in _attributes_of(one):
                tell_label(text, 0, text.text, own, diagnostics)
                _tell_text(text, own, scripts, kinds, diagnostics, doubled=doubled)
    if may_be_unclosed("\n\n".join(one.text for one in prose)):
        _tell_open(parts, code | others_words, broken, diagnostics)


def _parts(prose: Sequence[Prose], language: str, seen: Glance) -> list[Part]:
    """The parts of a chapter by languages; a note is in the language of its mark."""
    parts = parts_of(prose, language)
    if "]:" not in seen.rest or "lang=" not in seen.rest:
        return parts
    from report_builder.content.pasted.noted import with_notes  # few chapters have notes and languages

    return with_notes(parts)


def _tell_pointers(prose: Sequence[Prose], seen: Glance, diagnostics: Diagnostics) -> None:
    for one in prose:
        tell_paths(one, diagnostics)
    for one, after in zip_longest(prose, prose[1:]) if may_point(seen) else ():
        tell_lost_links(one, after.text if after else "", diagnostics)


def _tell_open(
    parts: Sequence[Part], others: AbstractSet[int], broken: AbstractSet[int], diagnostics: Diagnostics
) -> None:
    """Look for what is opened and not closed, but in code and quotations, whose identities ``others`` are."""
    read = [
        (flowing(one, broken), own)
        for part in parts
        if not part.in_doubt
        for one, own, _ in in_own_languages(part)
        if id(one) not in others and not one.text.startswith(":::")
    ]
    tell_unclosed(sorted(read, key=_place), diagnostics)


def _place(read: tuple[Prose, str]) -> int:
    return read[0].lines[0].number


def _tell_text(
    text: Prose,
    language: str,
    scripts: Sequence[Pattern[str]],
    slips: Sequence[Kind],
    diagnostics: Diagnostics,
    *,
    quoted: bool = False,
    verse: bool = False,
    doubled: bool = False,
) -> None:
    """Look at one text: its script, and the signs and blanks of its language.

    The signs of a quotation are another's, and an author may not change them; those of a block's first line
    are syntax.
    """
    if scripts:
        tell_scripts(text, language, scripts, diagnostics)
    if not quoted and not text.text.startswith(":::"):
        tell_signs(text, language, slips, diagnostics, verse=verse)
        if doubled:
            tell_doubled_words(text, language, diagnostics)


def _attributes_of(one: Prose) -> Iterator[Prose]:
    """Give the texts that a block or a table has in its attributes, each as a paragraph of its own."""
    if one.text.startswith(":::") or ('note="' in one.text and CAPTIONED.match(one.text)):
        for line in one.lines:
            for text in _TEXTS.finditer(line.body):
                begin = line.begin + text.start(1)
                yield prose_of([Line(line.path, line.number, begin, text[1], line.prefix)])


def _with_soft_returns(prose: Sequence[Prose], diagnostics: Diagnostics) -> frozenset[int]:
    """The paragraphs that have soft returns, by their identity: read as blanks, these are divided first."""
    divided = lines_told("RB-SOFT-RETURN", prose[0].lines[0].path, diagnostics) if prose else None
    if not divided:
        return frozenset()
    return frozenset(id(one) for one in prose if not divided.isdisjoint(line.number for line in one.lines))


def _tell_run(
    run: Sequence[Line],
    found: Sequence[Sequence[Line]],
    index: int,
    language: str,
    diagnostics: Diagnostics,
) -> None:
    if not tell_bare_rows(run, diagnostics):
        tell_lists(run, diagnostics)
        tell_letters(found, index, diagnostics)
        tell_counted_lines(run, diagnostics)
        tell_speech(run, language, diagnostics)
    for at, line in enumerate(run):
        if not CAPTIONED.match(line.body) or (at and not _stands_alone(run, at)):
            continue
        below = [other for other in run[at + 1 :] if not _UNSEEN.match(other.body)]
        after = _next_seen(found, index)
        in_block = not below and after and _TABLE_IN_BLOCK.match(after[0].body)
        before_table = is_table_head(below) or is_table_head(after) or bool(in_block)
        beside = is_picture(found[index - 1] if index else ()) or is_picture(after)
        tell_caption(line, before_table, diagnostics, by_picture=beside and len(run) == 1)


def _stands_alone(run: Sequence[Line], index: int) -> bool:
    """A caption between other lines is one where it begins with the word and a number, or is nothing else."""
    match = CAPTION.fullmatch(run[index].body)
    return match is not None and (not match[2] or any(sign.isdigit() for sign in match[0][: match.start(2)]))


def _next_seen(found: Sequence[Sequence[Line]], index: int) -> Sequence[Line]:
    """Give the run behind one, past notes, link targets and marks, which print nothing where they stand."""
    inside = found[index][0].prefix + "    "
    for run in found[index + 1 :]:
        seen = [line for line in run if not _UNSEEN.match(line.body)]
        if seen and not seen[0].prefix.startswith(inside):
            return seen
    return ()


def _own_caption(
    found: Sequence[Sequence[Line]],
    rows: Sequence[Sequence[Sequence[Line]]],
    index: int,
    block: Sequence[Line],
    taken: set[int],
) -> Line | None:
    """Find the caption of rows that tabs divide: a line right above or below them that is one."""
    run = found[index]
    at = next(place for place, line in enumerate(run) if line.number == block[0].number)
    around = [run[at - 1] if at else None, run[at + len(block)] if at + len(block) < len(run) else None]
    if at == 0 and index and len(found[index - 1]) == 1:
        around.append(found[index - 1][0])
    if at + len(block) == len(run) and index + 1 < len(found) and not rows[index + 1]:
        around.append(found[index + 1][0] if len(found[index + 1]) == 1 else None)
    for line in around:
        if line is not None and line.number not in taken and CAPTION.fullmatch(line.body):
            taken.add(line.number)
            return line
    return None
