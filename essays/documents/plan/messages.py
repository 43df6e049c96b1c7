"""The words of every code that importing a file over what stands on the site may use."""

from __future__ import annotations

from essays.documents.messages import Level, Message, Place, Template, gettext_noop

from .steps import Clash, Conflict

SHOWN = 60  # characters of each text that a message quotes

_SETTLE = gettext_noop("The site keeps its own; compare the two and settle it in the admin.")
_MERGED = gettext_noop(
    "A file is merged with what editors have changed since its last import. What only one side changed is taken; "
    "what both changed differently stays as it is on the site and is reported once, with both texts.\n\n"
    "Example: the file says “三百年”, an editor has written “百余年”, the last import said “一百年”: the site keeps "
    "“百余年”. Nothing is asked again until the file changes there once more."
)

_FIXED = gettext_noop("Somebody who may publish settles it in the admin, or imports the file.")
_PUBLIC = gettext_noop(
    "Readers see the title and count of a public collection, and the order of its essays, as soon as they are "
    "written: no revision holds them back. So only somebody who may publish changes them, by an import as by a "
    "form. The texts of the file were imported all the same.\n\n"
    "Example: an editor imports a file with a new title over a public collection; the old one stays until a "
    "publisher chooses the file's."
)


def _error(summary: str, help_: str, explanation: str) -> Template:
    return Template(Level.ERROR, summary, help_, explanation)


def _warning(summary: str, help_: str, explanation: str) -> Template:
    return Template(Level.WARNING, summary, help_, explanation)


_ERRORS: dict[str, Template] = {
    "E181": _error(
        gettext_noop("This line has %(length)s characters; a title or heading has at most %(limit)s."),
        gettext_noop("Shorten it, or break the line: a line that long is most often a paragraph."),
        gettext_noop(
            "Titles, subtitles and headings have at most 300 characters. Nothing is cut off in silence, so the whole "
            "file is kept out.\n\n"
            "Example: a paragraph without a final full stop is read as a heading; with the stop it is text again."
        ),
    ),
    "E182": _error(
        gettext_noop("Reading the file took longer than %(seconds)s seconds and was broken off."),
        gettext_noop("Split the document and import the parts; please report the file."),
        gettext_noop(
            "Each file is read in a process of its own with a time limit that grows with its size, so that one bad "
            "file cannot hold up the others.\n\nExample: the other files of the folder were imported."
        ),
    ),
    "E183": _error(
        gettext_noop("The program failed on this file: %(reason)s."),
        gettext_noop("This is a fault of the program: please report it with the file."),
        gettext_noop(
            "Reading the file ended in a way that is not foreseen. Nothing of it was imported; the other files were "
            "not touched by it.\n\nExample: a file that needs more memory than one file may have."
        ),
    ),
    "E184": _error(
        gettext_noop("The file cannot be read: %(reason)s."),
        gettext_noop("Check that it is there and that you may read it."),
        gettext_noop(
            "The operating system refused to open or to read the file.\n\n"
            "Example: a file that belongs to somebody else; with chmod a+r it is read."
        ),
    ),
    "E185": _error(
        gettext_noop("The essays were imported but not published: %(reason)s"),
        gettext_noop("Submit, approve and publish them in the admin."),
        gettext_noop(
            "Submitting, approving and publishing follow the same rules from the command line as in the admin.\n\n"
            "Example: --by zhang --publish is refused where nobody approves what they submitted themselves; without "
            "--by the command line itself publishes."
        ),
    ),
    "E186": _error(
        gettext_noop("The number %(number)s is too large; at most %(limit)s can be stored."),
        gettext_noop("Check the number; it was most likely mistyped."),
        gettext_noop(
            "Numbers of essays are stored in 31 bits.\n\nExample: “篇99999999999：” is refused, “篇9：” is read."
        ),
    ),
}

_WARNINGS: dict[str, Template] = {
    "W281": _warning(
        gettext_noop("Conflict in essay %(essay)s: the text under “%(heading)s” was changed here and in the file."),
        _SETTLE,
        _MERGED,
    ),
    "W282": _warning(
        gettext_noop("Conflict in essay %(essay)s: the heading is “%(ours)s” here and “%(theirs)s” in the file."),
        _SETTLE,
        _MERGED,
    ),
    "W283": _warning(
        gettext_noop(
            "Conflict in essay %(essay)s: what is paid under “%(heading)s” was changed here and in the file."
        ),
        _SETTLE,
        _MERGED,
    ),
    "W284": _warning(
        gettext_noop(
            "Conflict in essay %(essay)s: its title or number is “%(ours)s” here and “%(theirs)s” in the file."
        ),
        _SETTLE,
        _MERGED,
    ),
    "W285": _warning(
        gettext_noop("Conflict: the collection's title or count is “%(ours)s” here and “%(theirs)s” in the file."),
        _SETTLE,
        _MERGED,
    ),
    "W286": _warning(
        gettext_noop("Conflict in essay %(essay)s: “%(heading)s” was deleted here and changed in the file."),
        gettext_noop("It stays deleted; if it should come back, add it in the admin."),
        _MERGED,
    ),
    "W287": _warning(
        gettext_noop("Conflict in essay %(essay)s: “%(heading)s” was changed here and is gone from the file."),
        gettext_noop("It stays; if it should go, delete it in the admin."),
        _MERGED,
    ),
    "W288": _warning(
        gettext_noop("Conflict in essay %(essay)s: its sections were put in another order here and in the file."),
        gettext_noop("The order here stays; change it in the admin."),
        _MERGED,
    ),
    "W289": _warning(
        gettext_noop("Essay %(essay)s is gone from the file, but readers see it: it stays."),
        gettext_noop("Withdraw it in the admin, or import with --publish --yes."),
        gettext_noop(
            "An import changes nothing for readers unless it was told to publish. An essay that is not published and "
            "that no editor has changed goes to the recycle bin instead; nothing is deleted for good.\n\n"
            "Example: the file had three essays and has two; the third is published, so it stays and is reported."
        ),
    ),
    "W290": _warning(
        gettext_noop(
            "Conflict in essay %(essay)s: who says “%(heading)s” is %(ours)s here and %(theirs)s in the file."
        ),
        _SETTLE,
        _MERGED,
    ),
    "W291": _warning(
        gettext_noop("A collection with this title exists already (ID %(ids)s); the file makes a new one."),
        gettext_noop("If this is the same one, import with --into %(id)s or with the --key of its file."),
        gettext_noop(
            "A file is known by its path below the folder given, by its name, or by --key, never by its title: many "
            "collections have the same one.\n\n"
            "Example: a.txt was renamed to b.txt; --key a.txt imports it over the collection that a.txt made."
        ),
    ),
    "W292": _warning(
        gettext_noop("The collection of this file (ID %(id)s) is in the recycle bin, and stays there."),
        gettext_noop("Restore it in the admin."),
        gettext_noop(
            "Somebody has put the collection into the recycle bin. An import updates it there, no more.\n\n"
            "Example: to have it again, open the recycle bin in the admin and choose “Restore”."
        ),
    ),
    "W293": _warning(
        gettext_noop("The speaker of “%(words)s” was read as more than %(limit)s characters and left out."),
        gettext_noop("Name the speaker in the admin."),
        gettext_noop(
            "A name or an office that long is a misreading. The quote is imported without it, as unsure.\n\n"
            "Example: a sentence without stops before the quotation mark may be taken for an office."
        ),
    ),
    "W294": _warning(
        gettext_noop("Essay %(essay)s was not published, because it has a conflict."),
        gettext_noop("Settle the conflict in the admin and publish the essay there."),
        gettext_noop(
            "What the file and the editors both changed needs a person's eye before readers see it.\n\n"
            "Example: the other essays of the file were published."
        ),
    ),
    "W295": _warning(
        gettext_noop(
            "The collection is public: its title or count stays “%(ours)s”, though the file says “%(theirs)s”."
        ),
        _FIXED,
        _PUBLIC,
    ),
    "W296": _warning(
        gettext_noop("Essay %(essay)s is public: its number stays, though the file says %(theirs)s."),
        _FIXED,
        _PUBLIC,
    ),
    "W297": _warning(
        gettext_noop(
            "Essay %(essay)s: %(percent)s %% of its paragraphs stand also in “%(other)s” in “%(collection)s” "
            "(essay ID %(id)s)."
        ),
        gettext_noop("Compare the two before you publish; if the file is a newer one of that collection, use --into."),
        gettext_noop(
            "Collections that go around often hold the same essays under other titles. Paragraphs are the same where "
            "most of their characters stand in the same order; marks and blanks do not count.\n\n"
            "Example: eight of ten paragraphs are those of an essay that was imported last year."
        ),
    ),
}

TEMPLATES: dict[str, Template] = {**_ERRORS, **_WARNINGS}

_CODES = {
    Clash.TEXT: "W281",
    Clash.HEADING: "W282",
    Clash.ACCESS: "W283",
    Clash.TITLE: "W284",
    Clash.SUBTITLE: "W284",
    Clash.NUMBER: "W284",
    Clash.COUNT: "W285",
    Clash.DELETED_HERE: "W286",
    Clash.DELETED_THERE: "W287",
    Clash.ORDER: "W288",
    Clash.PUBLISHED: "W289",
    Clash.SPEAKER: "W290",
}


def message_of(conflict: Conflict) -> Message:
    """What an editor is told of a conflict; the whole texts are in the conflict itself."""
    is_collection = conflict.essay is None and conflict.clash is Clash.TITLE
    params = {
        "essay": conflict.essay,
        "heading": _shortened(conflict.heading),
        "ours": _shortened(conflict.ours),
        "theirs": _shortened(conflict.theirs),
    }
    code = "W285" if is_collection else _CODES[conflict.clash]
    if conflict.is_fixed:
        code = "W295" if conflict.essay is None else "W296"
    return Message(code, Place(max(conflict.line, 1)), params)


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
