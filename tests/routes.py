"""What each address of the site is. A route that is not named here fails `tests/wall/test_routes.py`.

PUBLIC routes show text and are crawled as a stranger; ACCOUNT routes let people in and out and show no text; OWN ones
show a reader what the same reader has kept; STAFF routes are the admin's, closed to everybody who is not staff; SIGNED
ones show one revision to who holds a signed link to it, and are crawled without one and with one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.urls import URLPattern, URLResolver, get_resolver


class Audience(Enum):
    PUBLIC = "public"
    ACCOUNT = "account"
    STAFF = "staff"
    SIGNED = "signed"
    OWN = "own"


AUDIENCE_OF_NAME = {
    "home": Audience.PUBLIC,
    "collection": Audience.PUBLIC,
    "essay": Audience.PUBLIC,
    "quotes": Audience.PUBLIC,
    "quote": Audience.PUBLIC,
    "quote_card": Audience.PUBLIC,
    "quote_card_portrait": Audience.PUBLIC,
    "speakers": Audience.PUBLIC,
    "speaker": Audience.PUBLIC,
    "reading_settings": Audience.PUBLIC,
    "reading_css": Audience.PUBLIC,
    "robots": Audience.PUBLIC,
    "llms": Audience.PUBLIC,
    "sitemap": Audience.PUBLIC,
    "sitemap_part": Audience.PUBLIC,
    "collection_feed": Audience.PUBLIC,
    "quote_feed": Audience.PUBLIC,
    "speaker_feed": Audience.PUBLIC,
    "essay_twin": Audience.PUBLIC,
    "essay_docx": Audience.PUBLIC,
    "essay_epub": Audience.PUBLIC,
    "essay_txt": Audience.PUBLIC,
    "collection_docx": Audience.PUBLIC,
    "collection_epub": Audience.PUBLIC,
    "collection_md": Audience.PUBLIC,
    "collection_txt": Audience.PUBLIC,
    "about": Audience.PUBLIC,
    "search": Audience.PUBLIC,
    "suggest": Audience.PUBLIC,
    "topics": Audience.PUBLIC,
    "topic": Audience.PUBLIC,
    "set_language": Audience.STAFF,
    "styleguide": Audience.STAFF,
    "review_link": Audience.SIGNED,
    "review_thanks": Audience.SIGNED,
}
# Django-allauth's own: they show an account to whose it is, and no text.
AUDIENCE_OF_NAME |= dict.fromkeys(
    (
        "account",
        "account_access",
        "account_login",
        "account_logout",
        "account_signup",
        "account_delete",
        "account_inactive",
        "account_reauthenticate",
        "account_email",
        "account_email_verification_sent",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_confirm_login_code",
        "account_confirm_email",
        "account_reset_password_from_key_done",
        "account_reset_password_from_key",
        "account_reset_password_done",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
        "mfa_login_webauthn",
    ),
    Audience.ACCOUNT,
)
AUDIENCE_OF_NAME |= dict.fromkeys(
    (
        "shelf",
        "shelf_file",
        "keep_place",
        "forget_places",
        "bookmark",
        "file_bookmark",
        "change_list",
        "highlight",
        "mark_essay",
    ),
    Audience.OWN,
)
AUDIENCE_OF_NAMESPACE = {"admin": Audience.STAFF}

# How to fill the arguments of a public route: names of the rows whose ids (or uids) are tried.
ARGUMENTS = {
    "home": (),
    "collection": ("collection",),
    "essay": ("essay",),
    "quotes": (),
    "quote": ("quote",),
    "quote_card": ("quote",),
    "quote_card_portrait": ("quote",),
    "speakers": (),
    "speaker": ("speaker",),
    "reading_settings": (),
    "reading_css": (),
    "robots": (),
    "llms": (),
    "sitemap": (),
    "sitemap_part": ("sitemap",),
    "collection_feed": (),
    "quote_feed": (),
    "speaker_feed": ("speaker",),
    "essay_twin": ("essay",),
    "essay_docx": ("essay",),
    "essay_epub": ("essay",),
    "essay_txt": ("essay",),
    "collection_docx": ("collection",),
    "collection_epub": ("collection",),
    "collection_md": ("collection",),
    "collection_txt": ("collection",),
    "about": (),
    "search": (),
    "suggest": (),
    "topics": (),
    "topic": ("word",),
}


@dataclass(frozen=True, slots=True)
class Route:
    pattern: str
    name: str
    namespace: str

    @property
    def audience(self) -> Audience | None:
        return AUDIENCE_OF_NAMESPACE.get(self.namespace) or AUDIENCE_OF_NAME.get(self.name)


def routes() -> Iterator[Route]:
    """Every route of the URLconf, those of included ones too."""
    yield from _walk(get_resolver(), "", "")


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        place = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, place, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            yield Route(place, pattern.name or "", namespace)
