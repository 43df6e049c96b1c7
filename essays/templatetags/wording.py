"""Numbers, dates and names in templates, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix, set_script_prefix, translate_url
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from essays.documents import counting
from essays.reading import markdown
from essays.reading.naming import characters, essay_label, ordinal, thousands, two_storeys
from essays.reading.traditional import TRADITIONAL_ROOT

register = template.Library()

OTHER_FORMS = re.compile(r"^/(?:(?:hant|en)/)*")  # what a page that does not exist may be asked for below
for shared in (ordinal, essay_label, thousands, characters):
    register.filter(shared.__name__, shared)


@register.simple_tag
def locked_label() -> str:
    """What stands beside a lock: who is to log in, or to be given access (`PAID_ACCESS`)."""
    return _("Access needed") if settings.PAID_ACCESS == "members" else _("Log-in needed")


@register.simple_tag
def locked_aside() -> str:
    """The same in the middle of a sentence."""
    return _("for members") if settings.PAID_ACCESS == "members" else _("behind log-in")


@register.simple_tag(takes_context=True)
def share_image_address(context: Any) -> str:
    """The whole address of the picture that a shared link shows (U4.11)."""
    image = str(settings.SHARE_IMAGE)
    address = image if image.startswith(("https://", "http://")) else static(image)
    return str(context["request"].build_absolute_uri(address))


@register.filter
def in_markdown(text: str) -> str:
    """Plain text as Markdown that shows the same characters."""
    return markdown.escape(text)


@register.filter
def quotations(number: int) -> str:
    return ngettext("%(count)s quotation", "%(count)s quotations", number) % {"count": thousands(number)}


@register.filter
def results(number: int, more: Collection[Any] = ()) -> str:
    """How much was found, and whether there may be more that was not counted."""
    if more:
        return _("at least %(count)s results") % {"count": thousands(number)}
    return ngettext("%(count)s result", "%(count)s results", number) % {"count": thousands(number)}


@register.filter
def suggested(number: int) -> str:
    return ngettext("%(count)s suggestion", "%(count)s suggestions", number) % {"count": thousands(number)}


@register.filter
def places(number: int) -> str:
    return ngettext("%(count)s place", "%(count)s places", number) % {"count": thousands(number)}


@register.filter
def reports(number: int) -> str:
    return ngettext("%(count)s report", "%(count)s reports", number) % {"count": thousands(number)}


@register.filter
def sections(number: int) -> str:
    return ngettext("%(count)s section", "%(count)s sections", number) % {"count": thousands(number)}


@register.filter
def essays(number: int) -> str:
    return ngettext("%(count)s essay", "%(count)s essays", number) % {"count": thousands(number)}


@register.filter
def minutes(words: int) -> str:
    """The time it takes to read so many 字."""
    number = counting.minutes(words, settings.READING_SPEED)
    return ngettext("about %(count)s min", "about %(count)s min", number) % {"count": thousands(number)}


@register.simple_tag
def remainder(words: int, headed: int, quotes: int) -> str:
    """“4,376 字、3 个小节、15 则引语”: what is left out, without what there is none of."""
    parts = [characters(words)]
    parts += [sections(headed)] if headed else []
    parts += [quotations(quotes)] if quotes else []
    if len(parts) == 1:
        return parts[0]
    head = pgettext("between the first parts of a list", ", ").join(parts[:-1])
    return head + pgettext("between the last two parts of a list", " and ") + parts[-1]


@register.filter
def day(value: date) -> str:
    """2023年12月5日, 5 Dec 2023."""
    return date_format(value, pgettext("date format", "j M Y"))


@register.filter
def storeys(title: str) -> SafeString:
    """A title in two storeys, the second one smaller."""
    first, second = two_storeys(title)
    return format_html('{}<span class="storey">{}</span>', first, second) if second else format_html("{}", first)


@register.filter
def nested(words: str) -> str:
    """Words to be set between “ ”: their own marks become single ones."""
    return words.translate({ord("“"): "‘", ord("”"): "’"})


@register.filter
def tag_of(language: str) -> str:
    """Django's name of a language as the BCP 47 tag of `lang`: zh-hans → zh-Hans."""
    return "-".join(part.title() if len(part) == 4 else part for part in language.split("-"))


@register.simple_tag
def page_links(numbers: Iterable[Any], here: int, query: str) -> SafeString:
    """Links to the pages of these numbers, and a gap where one is no number; `query` stands before `page=`."""
    before = escape(f"{query}&") if query else ""
    shown = ""
    for number in numbers:
        if number == here:
            shown += f'<li><span aria-current="page">{thousands(number)}</span></li>\n'
        elif isinstance(number, int):
            shown += f'<li><a href="?{before}page={number:d}">{thousands(number)}</a></li>\n'
        else:
            shown += '<li><span aria-hidden="true">…</span></li>\n'
    return mark_safe(shown)  # noqa: S308


@register.simple_tag(takes_context=True)
def this_page_in(context: template.Context, language: str) -> str:
    """The address of this page in another language of the interface."""
    request = context.get("request")
    if request is None:
        return translate_url("/", language)
    query = request.META.get("QUERY_STRING", "")
    prefix = get_script_prefix().removesuffix(TRADITIONAL_ROOT[1:])
    return _translated(request.path_info, prefix, get_language(), language) + (f"?{query}" if query else "")


@lru_cache(maxsize=4096)
def _translated(address: str, prefix: str, spoken: str | None, language: str) -> str:
    """Kept, for every page asks for three and each is found by going through all patterns; `spoken` is the page's."""
    root = get_script_prefix()
    set_script_prefix(prefix)
    try:
        return translate_url(f"{prefix}{address[1:]}", language)
    finally:
        set_script_prefix(root)


@register.simple_tag(takes_context=True)
def this_page_in_traditional(context: template.Context) -> str:
    """The address of this page, of its Chinese form, in traditional characters."""
    address = this_page_in(context, settings.LANGUAGE_CODE)
    return TRADITIONAL_ROOT + OTHER_FORMS.sub("", address)
