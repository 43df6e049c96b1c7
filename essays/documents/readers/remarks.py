"""The words of what reading changed or doubted: characters taken out, encodings second-guessed."""

from __future__ import annotations

from essays.documents.messages import Level, Template, gettext_noop

_NOTHING_TO_DO = gettext_noop("Nothing needs to be done; what can be read is all there.")


def _warning(summary: str, help_: str, explanation: str) -> Template:
    return Template(Level.WARNING, summary, help_, explanation)


def _note(summary: str, help_: str, explanation: str) -> Template:
    return Template(Level.NOTE, summary, help_, explanation)


REMARKS: dict[str, Template] = {
    "W201": _warning(
        gettext_noop("NUL characters taken out: %(count)s."),
        gettext_noop("Look at the place: a program may have cut a character there."),
        gettext_noop(
            "The character U+0000 shows nothing, and databases refuse it.\n\nExample: “上\\0海” becomes “上海”."
        ),
    ),
    "W202": _warning(
        gettext_noop("Control characters taken out: %(count)s."),
        gettext_noop("Look at the place: the text may have been copied from a terminal."),
        gettext_noop(
            "Codes that once steered printers and terminals show nothing on a page.\n\n"
            "Example: a bell (U+0007) between two words is taken out and the words stay."
        ),
    ),
    "W203": _warning(
        gettext_noop("Characters that turn the direction of writing taken out: %(count)s."),
        gettext_noop("Read the line as it stands now: its characters are in the order in which they are stored."),
        gettext_noop(
            "Such characters make a text look different from what it is, and so can deceive.\n\n"
            "Example: a right-to-left override (U+202E) shows 321 for 123; without it 123 is shown."
        ),
    ),
    "W204": _warning(
        gettext_noop("Invisible characters taken out: %(count)s."),
        _NOTHING_TO_DO,
        gettext_noop(
            "Zero-width spaces and joiners come with text copied from web pages; they hide words from the "
            "search and paid markers from the gate.\n\n"
            "Example: “##paidbegin##” with a zero-width space in it becomes a marker that is found."
        ),
    ),
    "W205": _warning(
        gettext_noop("Byte order marks inside the text taken out: %(count)s."),
        _NOTHING_TO_DO,
        gettext_noop(
            "The mark belongs at the very beginning of a file; further on it shows files were joined.\n\n"
            "Example: two UTF-8 files with marks, put together, have one in the middle."
        ),
    ),
    "W206": _warning(
        gettext_noop("Soft hyphens taken out: %(count)s."),
        _NOTHING_TO_DO,
        gettext_noop(
            "They mark where a word may be divided, and hide it from the search.\n\n"
            "Example: “international” with a soft hyphen becomes “international”."
        ),
    ),
    "W207": _warning(
        gettext_noop("Halves of characters replaced by “�”: %(count)s."),
        gettext_noop("Type the right characters in their place, in the file or in the admin."),
        gettext_noop(
            "A surrogate stands for one half of a rare character; alone it is no character, and what it was "
            "cannot be known.\n\nExample: U+D842 without the U+DFB7 after it, from which “𠮷” is made."
        ),
    ),
    "W208": _warning(
        gettext_noop("Variation selectors that select nothing taken out: %(count)s."),
        _NOTHING_TO_DO,
        gettext_noop(
            "One selector after a Han character or a picture chooses its form and is kept; others do nothing "
            "but slow down whatever shows them.\n\nExample: of three selectors after “葛” the first is kept."
        ),
    ),
    "W209": _warning(
        gettext_noop("Marks heaped on one character taken out: %(count)s."),
        gettext_noop("Look at the place: the text may have been defaced."),
        gettext_noop(
            "Four combining marks on a character are kept, more than any writing needs.\n\n"
            "Example: a letter with a tower of fifty accents keeps four."
        ),
    ),
    "W210": _warning(
        gettext_noop("Replacement characters “�” in the text: %(count)s."),
        gettext_noop("Type the right characters in their place, in the file or in the admin."),
        gettext_noop(
            "An earlier program could not read these characters; what they were is not in the file.\n\n"
            "Example: “上�市” was “上海市” before it was converted wrongly."
        ),
    ),
    "W211": _warning(
        gettext_noop("Read as %(encoding)s, as asked; but %(other)s would give a likelier text."),
        gettext_noop("Look at the text, and leave --encoding out if it is rubbish."),
        gettext_noop(
            "The encoding that was named fits the bytes, and yet the characters are not those of a text.\n\n"
            "Example: --encoding latin-1 fits every file and turns Chinese into accented letters."
        ),
    ),
    "W212": _warning(
        gettext_noop("Private characters, which other machines cannot show: %(count)s."),
        gettext_noop("Type the characters that are meant in their place."),
        gettext_noop(
            "Private characters have no meaning of their own; only one font draws them.\n\n"
            "Example: a bullet from the font Wingdings (U+F0B7) shows as an empty box elsewhere."
        ),
    ),
    "W213": _warning(
        gettext_noop("The page says it is %(encoding)s but is not; read as %(other)s."),
        gettext_noop("Look at the text; if it is rubbish, name the encoding that is right."),
        gettext_noop(
            "The encoding declared in the page's <meta> does not fit its bytes.\n\n"
            "Example: a page saved as UTF-8 whose <meta charset> still says gb2312."
        ),
    ),
    "N301": _note(
        gettext_noop("Unusual line ends taken as line ends: %(count)s."),
        _NOTHING_TO_DO,
        gettext_noop(
            "Line and paragraph separators (U+2028, U+2029), NEL, vertical tabs and page breaks end a line "
            "here as in any editor.\n\nExample: two paragraphs with U+2029 between them are two paragraphs."
        ),
    ),
    "N302": _note(
        gettext_noop("The file is read as plain text, though it looks like HTML."),
        gettext_noop("If it is a web page, change its name so that it ends in .html."),
        gettext_noop(
            "In a .txt file the tags are part of the text and will be shown.\n\n"
            "Example: page.txt that begins <html> shows “<html>”; renamed to page.html it is read as a page."
        ),
    ),
    "N303": _note(
        gettext_noop("Bullets of lists left out; their lines are paragraphs: %(count)s."),
        _NOTHING_TO_DO,
        gettext_noop(
            "Numbers of lists are put into the text, because they are read and quoted; bullets are not.\n\n"
            "Example: “• 加强学习” becomes the paragraph “加强学习”."
        ),
    ),
    "N304": _note(
        gettext_noop("Numbers that the list makes put into the text: %(count)s."),
        _NOTHING_TO_DO,
        gettext_noop(
            "A numbered list of a word processor holds its numbers outside the text; here they are written "
            "out as they are shown.\n\nExample: the second item of a list 一、 二、 becomes “二、加强学习”."
        ),
    ),
}
