"""The words of every code that structure and paid text may use."""

from __future__ import annotations

from essays.documents.messages import Level, Template, gettext_noop


def _warning(summary: str, help_: str, explanation: str) -> Template:
    return Template(Level.WARNING, summary, help_, explanation)


def _note(summary: str, help_: str, explanation: str) -> Template:
    return Template(Level.NOTE, summary, help_, explanation)


_ERRORS: dict[str, Template] = {
    "E105": Template(
        Level.ERROR,
        gettext_noop("The document has no title: its first line is an essay's mark or running text."),
        gettext_noop("Write the collection's title on a line of its own at the top."),
        gettext_noop(
            "The first line is the collection's title; the number of essays may stand in it or below it.\n\n"
            "Example: a file that begins with “篇1：我的体会” gets a line “学习心得体会（3篇）” above it."
        ),
    ),
    "E199": Template(
        Level.ERROR,
        gettext_noop("The program accounts for only %(percent)s %% of the text, so nothing was imported."),
        gettext_noop("This is a fault of the program: please report it with the file."),
        gettext_noop(
            "Each character of a file must be found again in a title, a heading, a paragraph or a mark. "
            "When one is missing, the file is kept out rather than imported with a hole."
        ),
    ),
}

_MARKERS: dict[str, Template] = {
    "W231": _warning(
        gettext_noop("The paid text that begins here has no end."),
        gettext_noop("It is paid to the end; write ##paidend## where it should be free again."),
        gettext_noop(
            "Without an end everything after the marker is paid, so that nothing is shown by mistake.\n\n"
            "Example: “甲##paidbegin##乙” keeps 乙 and all that follows for readers who are logged in; "
            "“甲##paidbegin##乙##paidend##丙” shows 丙 to everyone."
        ),
    ),
    "W232": _warning(
        gettext_noop("%(marker)s ends paid text that has not begun."),
        gettext_noop("It is dropped and changes nothing; write ##paidbegin## where paid text should begin."),
        gettext_noop(
            "An end without a begin before it has no meaning.\n\n"
            "Example: “甲##paidend##乙” is imported as “甲乙”, free; with “##paidbegin##甲##paidend##乙” "
            "甲 is paid."
        ),
    ),
    "W233": _warning(
        gettext_noop("The paid boundary is in the middle of a sentence, after “%(before)s”."),
        gettext_noop("Move the marker to the end of the sentence unless this is what you want."),
        gettext_noop(
            "Readers who are not logged in see the sentence break off at the marker.\n\n"
            "Example: “我们要奋力##paidbegin##前行。” breaks off after 奋力; "
            "“我们要奋力前行。##paidbegin##” does not."
        ),
    ),
    "W234": _warning(
        gettext_noop("%(marker)s begins paid text inside paid text."),
        gettext_noop("It is dropped; end the first region before the second begins."),
        gettext_noop(
            "Regions do not nest: the next end ends the region.\n\n"
            "Example: in “##paidbegin##甲##paidbegin##乙##paidend##丙” 甲 and 乙 are paid and 丙 is free."
        ),
    ),
    "W235": _warning(
        gettext_noop("“%(marker)s” looks like a damaged paid marker."),
        gettext_noop("Write ##paidbegin## or ##paidend## in full."),
        gettext_noop(
            "A marker never stays in the text. A damaged begin hides what follows it, and a damaged end "
            "ends nothing.\n\nExample: “甲##paidbegin乙” is read as “甲##paidbegin##乙”."
        ),
    ),
    "W236": _warning(
        gettext_noop("Paid text runs from essay %(first)s into essay %(last)s."),
        gettext_noop("End it in each essay and begin it again in the next if they should differ."),
        gettext_noop(
            "A region may cover several essays; whole essays inside it are for readers who are logged in.\n\n"
            "Example: ##paidbegin## in essay 2 and ##paidend## at the end of essay 3."
        ),
    ),
    "W237": _warning(
        gettext_noop("A paid region without any text."),
        gettext_noop("Remove both markers, or put text between them."),
        gettext_noop(
            "A begin and an end with nothing between them change nothing.\n\n"
            "Example: “甲##paidbegin####paidend##乙” is imported as “甲乙”, free."
        ),
    ),
}

_FAULTS: dict[str, Template] = {
    "W241": _warning(
        gettext_noop("The title promises %(declared)s essays, but there are %(found)s."),
        gettext_noop("Correct the number, or look for an essay whose mark was not recognised."),
        gettext_noop(
            "The number is kept as it is declared; it makes and drops no essay.\n\n"
            "Example: “心得体会（5篇）” above 篇1 to 篇3 gives three essays and this warning."
        ),
    ),
    "W242": _warning(
        gettext_noop("There is more than one essay with the number %(number)s."),
        gettext_noop("Correct the mark."),
        gettext_noop("Both essays are imported.\n\nExample: 篇1, 篇2, 篇2 should be 篇1, 篇2, 篇3."),
    ),
    "W243": _warning(
        gettext_noop("Essay %(number)s follows essay %(previous)s."),
        gettext_noop("Look for an essay that is missing or whose mark was not recognised."),
        gettext_noop(
            "Essays keep the numbers of their marks.\n\n"
            "Example: after 篇1 comes 篇3; 篇2 stands in the middle of a line and is not seen as a mark."
        ),
    ),
    "W244": _warning(
        gettext_noop("All essays have the same title: %(title)s."),
        gettext_noop("Readers will see their subtitles or numbers; give them titles of their own if you can."),
        gettext_noop(
            "Essays are told apart by number, so this is allowed.\n\n"
            "Example: 篇1：学习心得 and 篇2：学习心得 could be 篇1：在田野中学习 and 篇2：在车间里学习."
        ),
    ),
    "W245": _warning(
        gettext_noop("A very long heading: %(length)s characters."),
        gettext_noop("If it is a paragraph, end it with a full stop."),
        gettext_noop(
            "A line of its own without a full stop before paragraphs is read as a heading.\n\n"
            "Example: a paragraph whose last 。 was lost becomes a heading; with the 。 it is a paragraph."
        ),
    ),
    "W246": _warning(
        gettext_noop("Essay %(number)s has no text."),
        gettext_noop("Check whether its text was lost, or whether its mark is no mark."),
        gettext_noop("A mark was followed by no paragraph.\n\nExample: 篇2：学习心得 directly above 篇3：学习体会."),
    ),
}

_GUESSES: dict[str, Template] = {
    "N331": _note(
        gettext_noop("Taken as the subtitle of essay %(number)s."),
        gettext_noop("If it is text, end it with a full stop; if it is a heading, number it (一、)."),
        gettext_noop(
            "The line below an essay's title that has no final punctuation and no number is its subtitle.\n\n"
            "Example: 篇1：学习心得, and below it 在田野中学习."
        ),
    ),
    "N332": _note(
        gettext_noop("Taken as a heading: %(heading)s."),
        gettext_noop("If it is text, end it with a full stop."),
        gettext_noop(
            "A short line of its own without final punctuation before paragraphs is a heading.\n\n"
            "Example: 织牢民生保障网 above a paragraph."
        ),
    ),
    "N333": _note(
        gettext_noop("Taken as the collection's preface: %(count)s paragraphs before the first essay."),
        gettext_noop("If they belong to an essay, move them below its mark."),
        gettext_noop(
            "What stands between the collection's title and the first essay's mark is the preface.\n\n"
            "Example: 编者按：…… between 心得体会（3篇） and 篇1."
        ),
    ),
    "N334": _note(
        gettext_noop("Essay %(number)s has no title of its own; it is called %(title)s."),
        gettext_noop("Write its title behind the mark or on the next line."),
        gettext_noop("Example: 篇2 alone on a line, followed by a paragraph."),
    ),
    "N335": _note(
        gettext_noop("“%(mark)s…” and its like are taken as the marks of %(count)s essays."),
        gettext_noop("If they are headings of one essay, take the number of essays out of the title."),
        gettext_noop(
            "（一）, 一、 and 1. number essays in some documents and sections in others; the whole document "
            "is weighed: the declared count, the titles, the numbering inside.\n\n"
            "Example: （一） with 一、 and 二、 under each is an essay; marks like 篇1： leave no doubt."
        ),
    ),
    "N336": _note(
        gettext_noop("A list of contents of %(count)s lines is left in the preface."),
        gettext_noop("Remove it from the file: the site makes its own."),
        gettext_noop("Example: 篇1：…, 篇2：…, 篇3：… above the first essay, and again at each essay."),
    ),
    "N337": _note(
        gettext_noop("No essay's mark was found: the document is read as one essay."),
        gettext_noop("Begin each essay with a mark, such as 篇1：, on a line of its own."),
        gettext_noop("Example: 篇1：在田野中学习 above the first essay and 篇2：在车间里学习 above the second."),
    ),
    "N338": _note(
        gettext_noop("%(count)s paragraphs before the first heading of essay %(number)s are its introduction."),
        gettext_noop("Nothing needs to be done, unless a heading above them was lost."),
        gettext_noop("Example: two paragraphs between the subtitle and 一、."),
    ),
}

TEMPLATES: dict[str, Template] = {**_ERRORS, **_MARKERS, **_FAULTS, **_GUESSES}
