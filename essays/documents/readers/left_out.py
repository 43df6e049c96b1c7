"""The words of what a Word, HTML or Markdown file holds besides text, and which is not imported."""

from __future__ import annotations

from essays.documents.messages import Level, Template, gettext_noop

_TYPE_IT = gettext_noop("If its words belong to the text, write them into the text.")


def _warning(summary: str, explanation: str, help_: str = _TYPE_IT) -> Template:
    return Template(Level.WARNING, summary, help_, explanation)


LEFT_OUT: dict[str, Template] = {
    "W251": _warning(
        gettext_noop("Pictures left out: %(count)s."),
        gettext_noop(
            "Only text is imported.\n\nExample: a photograph between two paragraphs is left out; a caption "
            "typed below it is a paragraph and stays."
        ),
    ),
    "W252": _warning(
        gettext_noop("Footnotes left out: %(count)s."),
        gettext_noop(
            "Notes stand outside the text.\n\nExample: “上海¹” with a note becomes “上海”; written into the "
            "text in brackets the note is kept."
        ),
    ),
    "W253": _warning(
        gettext_noop("Endnotes left out: %(count)s."),
        gettext_noop(
            "Notes stand outside the text.\n\nExample: a list of sources in endnotes is left out; typed as "
            "paragraphs at the end it is kept."
        ),
    ),
    "W254": _warning(
        gettext_noop("Text boxes left out: %(count)s."),
        gettext_noop(
            "A text box floats on the page and has no place in the order of the text.\n\n"
            "Example: a title set in a box is left out; typed as the first paragraph it is the title."
        ),
    ),
    "W255": _warning(
        gettext_noop("Comments left out: %(count)s."),
        gettext_noop(
            "Comments are remarks on the text, not part of it.\n\n"
            "Example: a reviewer's remark in the margin of Word, or <!-- … --> in a web page."
        ),
        gettext_noop("Nothing needs to be done, unless a comment holds words that belong to the text."),
    ),
    "W256": _warning(
        gettext_noop("Page headers and footers with text left out: %(count)s."),
        gettext_noop(
            "They repeat on every page and are no part of the text.\n\n"
            "Example: the name of the collection at the head of each page, and page numbers."
        ),
    ),
    "W257": _warning(
        gettext_noop("Embedded objects left out: %(count)s."),
        gettext_noop("Only text is imported.\n\nExample: a spreadsheet set into the document."),
    ),
    "W258": _warning(
        gettext_noop("Equations left out: %(count)s."),
        gettext_noop(
            "The layout of an equation cannot be kept in a text.\n\nExample: “E = mc²” made with the "
            "equation editor is left out; typed as text it is kept."
        ),
    ),
    "W259": _warning(
        gettext_noop("Drawings, charts and shapes left out: %(count)s."),
        gettext_noop("Only text is imported.\n\nExample: a bar chart between two paragraphs."),
    ),
    "W260": _warning(
        gettext_noop("Passages that tracked changes delete left out: %(count)s."),
        gettext_noop(
            "The document is read as if all its tracked changes were accepted.\n\n"
            "Example: a struck sentence is left out and an inserted one kept."
        ),
        gettext_noop("Accept or reject the changes in Word first if another text is meant."),
    ),
    "W261": _warning(
        gettext_noop("Passages of hidden text left out: %(count)s."),
        gettext_noop(
            "What is set as hidden is not seen by a reader of the file either.\n\n"
            "Example: in Word, text with the effect Hidden; in a page, an element with the attribute hidden."
        ),
        gettext_noop("Show the text in its program first if it belongs to the document."),
    ),
    "W262": _warning(
        gettext_noop("Lines of a table of contents left out: %(count)s."),
        gettext_noop(
            "The contents repeat the headings with page numbers, and the site makes its own.\n\n"
            "Example: “一、改革开放 ……… 3” in a table of contents made by Word."
        ),
        gettext_noop("Nothing needs to be done."),
    ),
    "W263": _warning(
        gettext_noop("Symbols of special fonts left out: %(count)s."),
        gettext_noop(
            "Their numbers mean something in one font only.\n\nExample: a telephone from the font Wingdings."
        ),
    ),
    "W264": _warning(
        gettext_noop("Parts that the page does not show, with words in them, left out: %(count)s."),
        gettext_noop(
            "Templates and what stands in for scripts are not seen by a reader of the page either.\n\n"
            "Example: <noscript>Please turn on scripts</noscript>."
        ),
        gettext_noop("Nothing needs to be done, unless the words belong to the text."),
    ),
    "W265": _warning(
        gettext_noop("Menus of the page left out: %(count)s."),
        gettext_noop("They belong to the site the page comes from.\n\nExample: <nav> with links to other pages."),
    ),
    "W266": _warning(
        gettext_noop("Form fields and buttons left out: %(count)s."),
        gettext_noop("They are for typing into.\n\nExample: a search box at the head of the page."),
    ),
    "W267": _warning(
        gettext_noop("Films, sounds and embedded pages left out: %(count)s."),
        gettext_noop("Only text is imported.\n\nExample: <video>, <iframe>, <svg>."),
    ),
    "W268": _warning(
        gettext_noop("Paid markers in what is left out have no effect: %(count)s."),
        gettext_noop(
            "A marker counts only where it can be read in the text.\n\n"
            "Example: <!-- ##paidbegin## --> in a web page opens no paid part."
        ),
        gettext_noop("Move the marker into the text if the part is to be paid."),
    ),
    "W269": _warning(
        gettext_noop("Front matter at the head of the file left out."),
        gettext_noop(
            "Settings between two lines of --- are for the program that publishes the file.\n\n"
            "Example: “title: …” there is not read; write the title as a line “# …” of the text."
        ),
    ),
    "W270": _warning(
        gettext_noop("Link definitions that nothing refers to left out: %(count)s."),
        gettext_noop(
            "In Markdown a line “[word]: rest” defines a link and is not shown.\n\n"
            "Example: “[注]: 见附录” vanishes; written “【注】见附录” it is kept."
        ),
    ),
    "W271": _warning(
        gettext_noop("Addresses of links left out, their words kept: %(count)s."),
        gettext_noop(
            "Only http, https and mailto addresses may be linked to.\n\n"
            "Example: a link to javascript:… or to a file on a disk becomes plain text."
        ),
        gettext_noop("Nothing needs to be done."),
    ),
    "W272": _warning(
        gettext_noop("The title of the page left out: “%(title)s”."),
        gettext_noop(
            "What a browser shows on its tab is often the title with the name of the site; the title of the "
            "collection is the first heading or line of the page.\n\n"
            "Example: <title>心得体会 - 某网</title> over a page that begins <h1>心得体会</h1>."
        ),
        gettext_noop("If it is the collection's title, write it as the first heading of the page."),
    ),
    "W273": _warning(
        gettext_noop("Rows with more cells than the table has columns, cut off: %(count)s."),
        gettext_noop(
            "In Markdown the first row of a table fixes how many columns it has.\n\n"
            "Example: a row | 甲 | 乙 | 丙 | under a head of two columns loses 丙."
        ),
        gettext_noop("Give the head of the table as many columns as its longest row."),
    ),
    "N305": Template(
        Level.NOTE,
        gettext_noop("Passages of code read as plain paragraphs: %(count)s."),
        gettext_noop("Take the backquotes out of the file if they are not meant as marks of code."),
        gettext_noop("Its words are kept and its type is not.\n\nExample: `sum` becomes sum."),
    ),
    "N306": Template(
        Level.NOTE,
        gettext_noop("Tags in Markdown shown as text: %(count)s."),
        gettext_noop("Use the marks of Markdown in their place, or import the document as .html."),
        gettext_noop("HTML inside Markdown is not obeyed.\n\nExample: <b>word</b> shows its tags; **word** is bold."),
    ),
}
