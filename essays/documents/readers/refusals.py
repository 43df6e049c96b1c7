"""The words of the errors that keep a file out because its bytes cannot be read."""

from __future__ import annotations

from essays.documents.messages import Level, Template, gettext_noop

_CONVERT = gettext_noop("Open the file in its own program, save it as .docx or as plain text, and import that.")


def _error(summary: str, help_: str, explanation: str) -> Template:
    return Template(Level.ERROR, summary, help_, explanation)


REFUSALS: dict[str, Template] = {
    "E101": _error(
        gettext_noop("The encoding cannot be told: byte %(offset)s (%(bytes)s) is not %(encoding)s."),
        gettext_noop("Save the file as UTF-8, or name its encoding, for example --encoding gb18030 or big5."),
        gettext_noop(
            "A byte order mark, UTF-8, UTF-16, GB 18030 and Big5 were tried, and none gave a text that looks "
            "written. Nothing was guessed, because a wrong guess puts rubbish on the site.\n\n"
            "Example: a file in Shift JIS is refused; saved as UTF-8 in any editor it is read. If it is "
            "UTF-8 with one damaged character, the line and column above say where to mend it."
        ),
    ),
    "E102": _error(
        gettext_noop("The file is not text: it is a %(kind)s file."),
        _CONVERT,
        gettext_noop(
            "The first bytes are those of another format, whatever the file's name says.\n\n"
            "Example: a picture renamed to essay.txt is refused; the text in it must be typed or recognised "
            "first and saved as a text file."
        ),
    ),
    "E103": _error(
        gettext_noop("The file is empty."),
        gettext_noop("Check that the right file was chosen and that it was saved with its text."),
        gettext_noop(
            "There is no character to read: the file has no bytes, or only blanks, or a Word file whose text "
            "is all in pictures or text boxes.\n\n"
            "Example: a Word file that holds scanned pages is refused; with the text typed in it is read."
        ),
    ),
    "E104": _error(
        gettext_noop("The file has %(size)s MB; the limit is %(limit)s MB."),
        gettext_noop("Split the document, or take the pictures out of it."),
        gettext_noop(
            "One collection of essays is far below the limit; a larger file is most often something else.\n\n"
            "Example: a .docx of 60 MB is nearly all pictures; saved without them it has 1 MB and is read."
        ),
    ),
    "E106": _error(
        gettext_noop("The Word file is damaged and cannot be opened."),
        gettext_noop("Open it in Word or WPS, let it be repaired, save it again as .docx and import that."),
        gettext_noop(
            "A .docx is a zip of XML parts, and this one is cut short, has a wrong checksum or a part that "
            "is not XML.\n\n"
            "Example: a file whose download stopped half way is refused; downloaded again it is read."
        ),
    ),
    "E107": _error(
        gettext_noop("The file is a Word 97–2003 document (.doc)."),
        gettext_noop("Open it in Word or WPS, choose “Save as”, take .docx and import that."),
        gettext_noop(
            "The old format is not read, whatever the file's name says.\n\n"
            "Example: report.doc renamed to report.docx is refused; saved as .docx it is read."
        ),
    ),
    "E108": _error(
        gettext_noop("The file is not %(encoding)s: byte %(offset)s (%(bytes)s) does not fit."),
        gettext_noop("Leave the encoding out to have it found, or name another one."),
        gettext_noop(
            "The encoding was named on the command line, and these bytes cannot have been written in it.\n\n"
            "Example: --encoding utf-8 refuses a file in GB 18030; --encoding gb18030 reads it."
        ),
    ),
    "E109": _error(
        gettext_noop("The file mixes encodings: most of it is %(first)s, but here %(second)s begins."),
        gettext_noop("Save the whole text once in one encoding, best in UTF-8."),
        gettext_noop(
            "Files of two encodings were pasted together, so no single encoding reads both parts.\n\n"
            "Example: cat a-gbk.txt b-utf8.txt > both.txt makes such a file; convert the first with "
            "iconv -f gb18030 -t utf-8 before joining them."
        ),
    ),
    "E110": _error(
        gettext_noop("Files of the kind “%(suffix)s” are not read."),
        gettext_noop("Save the document as one of: %(supported)s."),
        gettext_noop(
            "The suffix of the file's name chooses how it is read.\n\n"
            "Example: essays.pages is refused; exported from its program as .docx it is read."
        ),
    ),
    "E111": _error(
        gettext_noop("The Word file is protected by a password."),
        gettext_noop("Open it, take the password off (File, Info, Protect), save and import again."),
        gettext_noop(
            "The text is encrypted, and the password is never asked for.\n\n"
            "Example: a .docx that asks for a password is refused; saved without one it is read."
        ),
    ),
    "E112": _error(
        gettext_noop("The Word file holds a document type declaration in %(part)s."),
        gettext_noop("Save the document again in Word or WPS; no word processor writes such a declaration."),
        gettext_noop(
            "A declaration of this kind can make a small file swell without end or pull in other files, and "
            "Open Packaging Conventions forbid it.\n\nExample: a part that begins <!DOCTYPE … is refused."
        ),
    ),
    "E113": _error(
        gettext_noop("The file is not a Word document, though its name says so."),
        _CONVERT,
        gettext_noop(
            "A .docx is a zip that holds the part word/document.xml; this file is no zip, or another kind of "
            "zip, or a strict Open XML document.\n\n"
            "Example: a spreadsheet renamed to essay.docx is refused; its text saved as .docx is read."
        ),
    ),
    "E114": _error(
        gettext_noop(
            "The Word file holds more than is opened: %(parts)s parts, %(size)s MB unpacked, "
            "%(ratio)s times its packed size."
        ),
        gettext_noop("Take the pictures and embedded files out of the document and save it again."),
        gettext_noop(
            "At most 2,000 parts, 50 MB when unpacked, and a hundred times the packed size are opened: more "
            "than that is a trap for the machine that opens it.\n\n"
            "Example: a 200 KB file that unpacks to 200 MB is refused."
        ),
    ),
    "E115": _error(
        gettext_noop("There is no text encoding called “%(encoding)s”."),
        gettext_noop("Common names are utf-8, gb18030, big5 and utf-16."),
        gettext_noop(
            "The name given is not one that is known, or not one of a text encoding.\n\n"
            "Example: --encoding gb-18030 is refused; --encoding gb18030 is read."
        ),
    ),
    "E116": _error(
        gettext_noop("The encoding cannot be told: the text may be %(first)s or %(second)s."),
        gettext_noop("Save the file as UTF-8, or name the encoding that is right with --encoding."),
        gettext_noop(
            "Both encodings give a text that may have been written, as happens with a very short file.\n\n"
            "Example: a file of two characters is refused; with --encoding gb18030 it is read."
        ),
    ),
    "E117": _error(
        gettext_noop("The file is not text: %(share)s%% of its bytes are control codes."),
        _CONVERT,
        gettext_noop(
            "Text holds hardly any control codes, and programs, databases and pictures are full of them.\n\n"
            "Example: a program renamed to essay.txt is refused."
        ),
    ),
    "E118": _error(
        gettext_noop("The markup is nested too deeply to be read."),
        gettext_noop("Save the page's text as a plain text file and import that."),
        gettext_noop(
            "Elements inside elements, hundreds of them, are not the work of a writer.\n\n"
            "Example: a page of a thousand nested <div> is refused."
        ),
    ),
}
