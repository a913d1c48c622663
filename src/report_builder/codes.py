"""Every diagnostic code, in one table. ``docs/codes.md`` is generated from it.

A code is stable once it was released: its meaning may be narrowed, never changed.
"""

from __future__ import annotations

from typing import NamedTuple

from report_builder.diagnostics import ExitStatus


class Code(NamedTuple):
    """What a code stands for, and the exit status of a run that ends with it (None: the run goes on)."""

    meaning: str
    exit: ExitStatus | None


_BAD = ExitStatus.BAD_INPUT
_ENV = ExitStatus.ENVIRONMENT
_CHECK = ExitStatus.CHECK_FAILED
_CONFLICT = ExitStatus.CONFLICT

CODES: dict[str, Code] = {
    # Files
    "RB-FILE-MISSING": Code("a file that the report needs is not there", _BAD),
    "RB-PATH": Code("a path leaves the project, or is not a regular file of reasonable size", _BAD),
    "RB-FILE-NAME": Code("a file name does not work on every system, or has a twin", _BAD),
    "RB-NAME-FORM": Code("a file has its name in another Unicode form on the disk", None),
    "RB-ENCODING": Code("a text file is not clean UTF-8", _BAD),
    "RB-UNLISTED": Code("a chapter file is not in the list of chapters, so it is left out", None),
    # YAML
    "RB-YAML-SYNTAX": Code("a YAML file cannot be read", _BAD),
    "RB-YAML-ANCHOR": Code("text that begins with & is taken for a name in YAML", _BAD),
    "RB-YAML-LIMIT": Code("a YAML file is nested too deeply or grows too large through aliases", _BAD),
    "RB-YAML-TAG": Code("a YAML file uses a tag, which is never executed", _BAD),
    "RB-DUPLICATE-KEY": Code("a key stands twice", _BAD),
    "RB-UNKNOWN-KEY": Code("a key is not known here", _BAD),
    "RB-MISSING-KEY": Code("a required key is missing", _BAD),
    "RB-WRONG-TYPE": Code("a value is of the wrong kind", _BAD),
    "RB-VALUE": Code("a value is not one of those allowed", _BAD),
    "RB-DATE": Code("a date does not exist or is not written YYYY-MM-DD", _BAD),
    # Text
    "RB-NESTING": Code("blocks are nested too deeply", _BAD),
    "RB-HTML": Code("raw HTML, JSX or template marks", _BAD),
    "RB-UNSUPPORTED": Code("a construct is not supported yet", _BAD),
    "RB-UNKNOWN-BLOCK": Code("a container has an unknown name or is not closed", _BAD),
    "RB-UNKNOWN-ATTRIBUTE": Code("an attribute is not known here", _BAD),
    "RB-LINK-SCHEME": Code("a link uses a scheme that is not allowed", _BAD),
    "RB-HEADING-LEVEL": Code("a heading skips a level, or a chapter has no or two titles", _BAD),
    "RB-DUPLICATE-ID": Code("an id stands twice", _BAD),
    "RB-DANGLING-REF": Code("a cross-reference leads nowhere, or no link uses a link target", _BAD),
    "RB-DANGLING-NOTE": Code("a footnote is referred to but not written, or written but not used", _BAD),
    "RB-UNKNOWN-FINDING": Code("a finding is not in findings.yaml", _BAD),
    "RB-NUMBER-TWICE": Code("a number is typed that is or was the value of a finding", None),
    "RB-SCRIPT": Code("a script that needs shaping or runs from right to left", _BAD),
    "RB-INVISIBLE": Code(
        "a character that nobody sees was left out, kept or exchanged by what it means", None
    ),
    "RB-TABLE-RAGGED": Code("a table row has more or fewer cells than its head", _BAD),
    "RB-EMPTY": Code("something that must have text has none", _BAD),
    # What a person pastes
    "RB-PASTE-TABS": Code("lines that tabs divide look like a table", _BAD),
    "RB-PASTE-TABLE": Code("the rows of a table have no line of dashes below the head", _BAD),
    "RB-PASTE-CAPTION": Code("a caption belongs to no table or picture, or was numbered by hand", _BAD),
    "RB-PASTE-BULLET": Code("a line begins with the bullet of a word processor", _BAD),
    "RB-PASTE-LIST": Code("lines that begin with dashes, letters or Roman numerals would run together", None),
    "RB-PASTE-NOTE": Code("a footnote of another program would be printed as it stands", None),
    "RB-SHORT-LINES": Code("short lines that are read apart would run together", None),
    "RB-SIGN-LINE": Code("a stroke to sign on becomes a pause or a heading", None),
    "RB-LAZY-LINE": Code("a line becomes part of the item, note or quotation above it", None),
    "RB-NOTE-STAR": Code("the star of a note below a table is no note", None),
    "RB-INDENTED-LINES": Code("lines that are indented below a line of text would run together", None),
    "RB-CURLY-SYNTAX": Code("a word processor's quotes stand where straight ones are meant", _BAD),
    "RB-WINDOWS-PATH": Code("a picture or a link names a file of one's own machine", _BAD),
    "RB-LAST-BREAK": Code("a backslash for a line break ends a paragraph", None),
    "RB-SOFT-RETURN": Code("a line break of another program stands in the text", None),
    "RB-QUOTES": Code("quotes are not those of the passage's language", None),
    "RB-LANG-MISSING": Code("a section is plainly in another language than it says", None),
    "RB-DASH": Code("a dash is not the one of the passage's language", None),
    "RB-BOLD-HEADING": Code("a bold line looks like a heading", None),
    "RB-HEADING-NUMBER": Code("a heading has a number of its own beside the report's", None),
    "RB-TYPED-REFERENCE": Code("text refers to a typed number of a heading, table or figure", None),
    "RB-PLAIN-HEADING": Code("a short line alone above a paragraph looks like a heading", None),
    "RB-WEAK-LINK": Code("the words of a link do not say where it leads", None),
    "RB-LOST-LINK": Code("the text asks readers to follow a link, and there is none", None),
    "RB-PRIVATE-PATH": Code("a path of one's own machine or network stands in the text", None),
    "RB-BARE-LINK": Code("an address became a link", None),
    "RB-ALLOW": Code("a mark that is to allow a warning allows none", None),
    # Images
    "RB-IMAGE-MISSING": Code("an image file is not there", _BAD),
    "RB-IMAGE-BROKEN": Code("an image file is damaged or cut short", _BAD),
    "RB-IMAGE-BOMB": Code("an image has more pixels than allowed", _BAD),
    "RB-IMAGE-TYPE": Code("an image's extension does not tell its true type", _BAD),
    "RB-IMAGE-REMOTE": Code("an image stands on another machine", _BAD),
    "RB-IMAGE-CONVERTED": Code("an image was converted to 8-bit sRGB", None),
    "RB-ALT-MISSING": Code("an image has no text alternative and is not marked decorative", _BAD),
    "RB-WEAK-ALT": Code("a text alternative does not say what is shown", None),
    # Theme and layout
    "RB-CONTRAST": Code("a colour pair of the theme is too weak to read", _BAD),
    "RB-FONT": Code("a font cannot be used", _BAD),
    "RB-FONT-DAMAGED": Code("a font is damaged", _BAD),
    "RB-GLYPH": Code("no font of the theme has a character", _BAD),
    "RB-LONG-WORD": Code("a word was broken because it is wider than its column", None),
    "RB-LONG-NUMBER": Code("a number was set smaller because it is wider than its column", None),
    "RB-TOO-WIDE": Code("something does not fit the width of its column", _BAD),
    "RB-TOO-TALL": Code("something that cannot be divided does not fit on a page", _BAD),
    "RB-PAGES-UNSETTLED": Code("page numbers do not settle", _BAD),
    # Output and processes
    "RB-OUTPUT-PATH": Code(
        "the output would overwrite an input, the archive or what is not of this program", _BAD
    ),
    "RB-NEW-FOLDER": Code(
        "a new report cannot have this folder: it is not empty, or its name is unfit", _BAD
    ),
    "RB-OUTPUT-WRITE": Code("the output cannot be written", _ENV),
    "RB-STALE-TEMP": Code("a temporary file of an interrupted run was removed", None),
    "RB-SOURCE-CHANGED": Code("a source file changed during the build", ExitStatus.CONFLICT),
    "RB-EPOCH": Code("SOURCE_DATE_EPOCH is not a whole number of seconds", _BAD),
    "RB-USAGE": Code("the command line is wrong", _BAD),
    "RB-NOT-VERIFIED": Code("veraPDF is not installed, so nothing was verified", _ENV),
    "RB-VALIDATOR": Code("veraPDF crashed, stood still or lacked memory", _ENV),
    "RB-LOST": Code("post-processing lost tags, bookmarks or metadata", ExitStatus.INTERNAL),
    "RB-INTERNAL": Code("a fault of the program itself", ExitStatus.INTERNAL),
    # Releases
    "RB-ADDRESS-GONE": Code("an id of the newest version is not in the one that is to be released", None),
    "RB-ADDRESS-MOVED": Code("an id of the newest version leads to another place in the next", None),
    "RB-RELEASE-BEHIND": Code(
        "the newest version was released from another copy of the report", ExitStatus.CONFLICT
    ),
    "RB-RELEASE-NAME": Code("the archive has another report under that name", ExitStatus.CONFLICT),
    "RB-RELEASE-NOTE": Code("a changed report is to be released, and no note says what is new", _BAD),
    "RB-RELEASE-TEXT": Code("the note of a release cannot stand in the public list of changes", _BAD),
    "RB-RELEASE-FIRST": Code("a report is released for the first time, and the archive has others", None),
    "RB-RELEASE-DATE": Code("a release is dated before an earlier one, ahead, or as cannot be", _BAD),
    "RB-RECORD": Code("the report's record of its releases cannot be read or written", _BAD),
    "RB-ARCHIVE-AWAY": Code("an archive does not have what was released", _CONFLICT),
    "RB-WITHDRAWN": Code("a version is withdrawn", _CONFLICT),
    "RB-NOT-WITHDRAWN": Code("a withdrawal is to be undone, and the version is not withdrawn", _CONFLICT),
    "RB-PURGED": Code("the bytes of a version were taken out of the archive for ever", _BAD),
    "RB-JOURNAL": Code("the journal of a report cannot be read", _CHECK),
    "RB-VERSION-UNKNOWN": Code("a version is not in the archive", _BAD),
    "RB-VERSION-FOREIGN": Code("an archived version was not written by a release", _CHECK),
    "RB-REBUILD-DIFFERS": Code("a version, built anew from its own source, has other bytes", _CHECK),
    # The archive
    "RB-ARCHIVE-BUSY": Code("another process is adding a version to the same archived report", _CONFLICT),
    "RB-ARCHIVE-NEW": Code("an archive is begun in a folder that was not there", None),
    "RB-ARCHIVE-MENDED": Code("a file of the archive was written anew, since other copies prove it", None),
    "RB-ARCHIVE-UNPROVEN": Code("a file of the archive is missing or damaged, and nothing proves it", _CHECK),
    "RB-ARCHIVE-LIMIT": Code("a version would be archived that could not be read again", _BAD),
    "RB-ARCHIVE-TARGET": Code("an archive cannot be moved to a folder", _BAD),
    "RB-ARCHIVE-SHARED": Code("other reports have their versions in an archive that was moved", None),
    "RB-ARCHIVE-CONFLICT": Code("a version is archived already, with other bytes", _CONFLICT),
    "RB-ARCHIVE-NAME": Code("a name does not work in an archive", _BAD),
    "RB-ARCHIVE-MISSING": Code("the archive has no such report, version or file", _BAD),
    "RB-ARCHIVE-CLOCK": Code("a version is dated before the previous one", None),
    "RB-ARCHIVE-INTERRUPTED": Code("a run was interrupted while it added a version", None),
    "RB-ARCHIVE-ADVICE": Code("an archived version lacks something that OCFL recommends", None),
    "RB-ARCHIVE-READ": Code("a file of the archive cannot be read from the disk", _ENV),
    "RB-ARCHIVE-ROOT": Code(
        "a folder is no OCFL storage root, or its declaration or layout is wrong", _CHECK
    ),
    "RB-ARCHIVE-DECLARATION": Code("an archived object does not declare what it is", _CHECK),
    "RB-ARCHIVE-INVENTORY": Code("an inventory of the archive cannot be read or breaks a rule", _CHECK),
    "RB-ARCHIVE-SIDECAR": Code("an inventory of the archive does not have the digest beside it", _CHECK),
    "RB-ARCHIVE-VERSIONS": Code("the versions of an archived object do not agree", _CHECK),
    "RB-ARCHIVE-DIGEST": Code("an archived file does not have the bytes that were archived", _CHECK),
    "RB-ARCHIVE-FILE-MISSING": Code("an archived file is missing", _CHECK),
    "RB-ARCHIVE-EXTRA": Code("something stands in the archive that does not belong there", _CHECK),
    "RB-ARCHIVE-KIND": Code("something in the archive is a link, a device or too large", _CHECK),
    # Comparison
    "RB-DIFF-FILE": Code("a file that is to be compared is not there, or is no tagged PDF", _BAD),
    # The site
    "RB-EMBARGO": Code("a version is not to be shown yet", _BAD),
    "RB-SITE-PDF": Code("a PDF is not the one that the archive's manifest states", _CHECK),
    "RB-SITE-BUSY": Code("another process is writing to the same site", ExitStatus.CONFLICT),
    "RB-SITE-OTHER": Code("a version is published already, with another file", ExitStatus.CONFLICT),
    "RB-SITE-WITHDRAWN": Code("the site knows of a withdrawal, the archive does not", ExitStatus.CONFLICT),
    "RB-SITE-LOST": Code(
        "versions that are published are not in the archive, and would be lost", ExitStatus.CONFLICT
    ),
    "RB-SITE-FOREIGN": Code("the folder of a site is that of another report's site", ExitStatus.CONFLICT),
    # Serving and feedback
    "RB-EXTRA-MISSING": Code("a library that this command needs is not installed", _ENV),
    "RB-SITE-MISSING": Code("there is no published site to serve", _BAD),
    "RB-SITE-DAMAGED": Code("a published site is not what was published", _CHECK),
    "RB-PORT-BUSY": Code("another program listens at the port", ExitStatus.CONFLICT),
    "RB-ADDRESS": Code("the server cannot listen at the address", _ENV),
    "RB-DATABASE": Code("the database of answers cannot be used", _ENV),
    "RB-DATABASE-NAME": Code("a database has a name that is no file and no known URL", _BAD),
    "RB-DATABASE-MISSING": Code("there is no database of answers", _BAD),
    "RB-FEEDBACK-ID": Code("there is no answer with the id", _BAD),
    # The finished file
    "RB-PDF-UNREADABLE": Code("a PDF cannot be read", _CHECK),
    "RB-PDF-ENCRYPTED": Code("a PDF is encrypted", _CHECK),
    "RB-PDF-TITLE": Code("a PDF has no title, or does not show it", _CHECK),
    "RB-PDF-LANG": Code("a PDF or a part of it has no proper language", _CHECK),
    "RB-PDF-MARKED": Code("a PDF is not tagged", _CHECK),
    "RB-PDF-IDENTIFICATION": Code(
        "a PDF does not claim what it is held to: PDF/A-2a, PDF/UA-1 or both", _CHECK
    ),
    "RB-PDF-NO-CLAIM": Code("a PDF claims no standard, and none was named to check it by", _CHECK),
    "RB-PDF-METADATA": Code("the two kinds of metadata of a PDF disagree, or one is missing", _CHECK),
    "RB-PDF-OUTPUT-INTENT": Code("a PDF does not say what its colours mean", _CHECK),
    "RB-PDF-FONT": Code("a font of a PDF is not embedded, or its text cannot be read", _CHECK),
    "RB-PDF-ROLE": Code("a tag has a role that no reader knows", _CHECK),
    "RB-PDF-HEADINGS": Code("the headings of a PDF skip a level", _CHECK),
    "RB-PDF-FIGURE-ALT": Code("a figure of a PDF has no alternative text", _CHECK),
    "RB-PDF-FIGURE-BOX": Code("a figure of a PDF has no bounding box", _CHECK),
    "RB-PDF-TABLE": Code("a table of a PDF is not built of rows and cells", _CHECK),
    "RB-PDF-TABLE-SCOPE": Code("a header cell of a PDF does not say what it heads", _CHECK),
    "RB-PDF-LIST": Code("a list of a PDF is not built of items, labels and bodies", _CHECK),
    "RB-PDF-TOC": Code("a table of contents of a PDF is not built of its items", _CHECK),
    "RB-PDF-NOTE-ID": Code("a note of a PDF has no ID, or an ID stands twice", _CHECK),
    "RB-PDF-UNTAGGED": Code("something on a page is neither tagged nor decoration", _CHECK),
    "RB-PDF-PARENT-TREE": Code("a PDF does not lead from its pages back to its tags", _CHECK),
    "RB-PDF-LINK": Code("a link of a PDF is not tagged, not described or leads nowhere", _CHECK),
    "RB-PDF-OUTLINE": Code("a PDF lacks bookmarks, or one leads nowhere", _CHECK),
    "RB-PDF-COUNT": Code("a PDF has more or less in it than it was made of", ExitStatus.INTERNAL),
    "RB-PDF-VERAPDF": Code("veraPDF found a failure", _CHECK),
}
