"""The rich-text editor of the desk: django-ckeditor's CKEditor 4, allowed exactly what `richtext` keeps."""

from __future__ import annotations

from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.templatetags.static import static

from essays.richtext import ATTRIBUTES, TAGS, sanitize

# Whatever reaches out, uploads, runs code, styles by hand, or replaces the browser's own menu and spelling.
REMOVED_PLUGINS = (
    "a11yhelp about autoembed bbcode bidi codesnippet codesnippetgeshi colorbutton colordialog contextmenu"
    " copyformatting devtools dialogadvtab div docprops elementspath embed embedbase embedsemantic exportpdf"
    " filebrowser find flash font forms iframe iframedialog image image2 language liststyle magicline mathjax"
    " newpage pagebreak placeholder preview print save scayt selectall showblocks smiley sourcearea"
    " sourcedialog specialchar stylescombo stylesheetparser tableselection tabletools templates uicolor"
    " uploadfile uploadimage uploadwidget wsc"
)
TOOLBAR = [
    ["Format", "Bold", "Italic", "Underline", "RemoveFormat"],
    ["NumberedList", "BulletedList", "Blockquote", "Table"],
    ["Link", "Unlink"],
    ["Undo", "Redo"],
]


def allowed_content() -> str:
    """The allow-list of `richtext` in CKEditor's own notation: `td[colspan,rowspan]; p; …`."""
    return "; ".join(
        f"{tag}[{','.join(sorted(ATTRIBUTES[tag]))}]" if tag in ATTRIBUTES else tag for tag in sorted(TAGS)
    )


CONFIG: dict[str, Any] = {
    "toolbar": TOOLBAR,
    "format_tags": "p;h3;h4",
    "allowedContent": allowed_content(),
    "disallowedContent": "script style iframe object embed form; *[on*]; *{*}",
    "removePlugins": ",".join(REMOVED_PLUGINS.split()),
    "removeDialogTabs": "link:advanced;link:target",
    "linkShowTargetTab": False,
    "linkShowAdvancedTab": False,
    "forcePasteAsPlainText": True,
    "protectedSource": [],
    "stylesSet": False,
    "customConfig": "",
    "entities": False,
    "basicEntities": True,
    "autoUpdateElement": False,  # the desk's script writes back only what was changed
    "disableNativeSpellChecker": False,
    "width": "100%",
    "height": 360,
}


# In this order: each may use what those before it have put into `window.desk`.
SCRIPTS = (
    "counting", "rows", "titles", "editor", "undoing", "moving", "rearranging", "dragging", "panel", "verdicts",
    "sections",
)  # fmt: skip


class RichTextWidget(CKEditorWidget):
    """A textarea that becomes CKEditor when its section is opened, and stays a textarea without scripts.

    What is put into the page is cleaned once more: rows may be older than the allow-list.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, template_name="django/forms/widgets/textarea.html")
        self.config = {**CONFIG}

    def format_value(self, value: Any) -> str | None:
        text = super().format_value(value)
        return sanitize(text) if text else text

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Only marked as an editor's: the settings stand once on a page, not once a section."""
        context = forms.Textarea.get_context(self, name, value, attrs)
        context["widget"]["attrs"]["data-editor"] = True
        return context

    @property
    def media(self) -> forms.Media:
        """Only the desk's scripts: the editor's own 760 KB are fetched when it is first needed."""
        return forms.Media(
            css={"all": ["essays/desk/sections.css", "essays/desk/checks.css", "essays/desk/history.css"]},
            js=[f"essays/desk/{name}.js" for name in SCRIPTS],
        )


class StartedRichTextWidget(CKEditorWidget):
    """The same editor where it is the whole form: it starts with the page, by django-ckeditor's own script."""

    def __init__(self) -> None:
        super().__init__()
        self.config = {**CONFIG, "autoUpdateElement": True}

    def format_value(self, value: Any) -> str | None:
        text = super().format_value(value)
        return sanitize(text) if text else text


class MomentInput(forms.DateTimeInput):
    """A day and a minute, in one field that browsers help with."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class ChosenRow(AutocompleteSelect):
    """Shown again with a value that is no id, Django's own looks it up all the same, and breaks the page."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        known = [one for one in value if str(one).isascii() and str(one).isdecimal() and len(str(one)) < 19]
        return super().optgroups(name, known, attrs)


def editor_settings() -> dict[str, str]:
    """Where the editor lies, and its settings as JSON, for the element that holds all its text areas."""
    widget = CKEditorWidget()
    widget.config = {**CONFIG, "contentsCss": [static("essays/editor.css")]}
    return {
        "script": static("ckeditor/ckeditor/ckeditor.js"),
        "base": static("ckeditor/ckeditor/"),
        "config": widget.get_context("", "", {})["widget"]["config"],
    }
