"""The public pages, and what machines ask for, which has one address in all languages."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from .feeds import CollectionFeed, QuoteFeed, SpeakerFeed
from .sitemaps import SITEMAPS
from .views.about import about
from .views.account import Login, Logout, RemoveKey, Signup, account, delete_account
from .views.collection import collection
from .views.essay import essay
from .views.home import home
from .views.machines import essay_twin, llms, robots
from .views.members import access
from .views.quotes import quote, quote_card, quotes
from .views.reading_settings import reading_css, reading_settings
from .views.review_link import review_link, thanks
from .views.search import search, suggest
from .views.shelf import (
    bookmark,
    change_list,
    file_bookmark,
    forget_places,
    highlight,
    keep_place,
    mark_essay,
    shelf,
    shelf_file,
)
from .views.speakers import speaker, speakers
from .views.styleguide import styleguide
from .views.taking import ESSAY_FORMS, MAKERS, collection_file, essay_file
from .views.topics import topic, topics

account_patterns = [
    path("", account, name="account"),
    path("login/", Login.as_view(), name="account_login"),
    path("logout/", Logout.as_view(), name="account_logout"),
    path("signup/", Signup.as_view(), name="account_signup"),
    path("access/", access, name="account_access"),
    path("delete/", delete_account, name="account_delete"),
    path("2fa/webauthn/keys/<int:pk>/remove/", RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]

urlpatterns = [
    path("", home, name="home"),
    path("collections/<int:pk>/", collection, name="collection"),
    path("essays/<int:pk>/", essay, name="essay"),
    path("quotes/", quotes, name="quotes"),
    path("quotes/<slug:uid>/", quote, name="quote"),
    path("quotes/<slug:uid>/card.svg", quote_card, {"shape": "landscape"}, name="quote_card"),
    path("quotes/<slug:uid>/card-portrait.svg", quote_card, {"shape": "portrait"}, name="quote_card_portrait"),
    path("speakers/", speakers, name="speakers"),
    path("speakers/<int:pk>/", speaker, name="speaker"),
    path("search/", search, name="search"),
    path("search/suggest/", suggest, name="suggest"),
    path("shelf/", shelf, name="shelf"),
    path("shelf/shelf.md", shelf_file, name="shelf_file"),
    path("shelf/place/", keep_place, name="keep_place"),
    path("shelf/places/", forget_places, name="forget_places"),
    path("shelf/bookmarks/", bookmark, name="bookmark"),
    path("shelf/bookmarks/<int:pk>/", file_bookmark, name="file_bookmark"),
    path("shelf/lists/<int:pk>/", change_list, name="change_list"),
    path("shelf/marks/<int:pk>/", highlight, name="highlight"),
    path("shelf/essays/<int:pk>/", mark_essay, name="mark_essay"),
    path("topics/", topics, name="topics"),
    path("topics/<str:word>/", topic, name="topic"),
    path("styleguide/", styleguide, name="styleguide"),
    path("about/", about, name="about"),
    path("settings/reading/", reading_settings, name="reading_settings"),
    path("review/thanks/", thanks, name="review_thanks"),
    path("review/<str:token>/", review_link, name="review_link"),
    path("accounts/", include(account_patterns)),
]

machine_patterns = [
    path("reading.css", reading_css, name="reading_css"),
    path("robots.txt", robots, name="robots"),
    path("llms.txt", llms, name="llms"),
    path("sitemap.xml", sitemap_index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"}, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path("feeds/collections/", CollectionFeed(), name="collection_feed"),
    path("feeds/quotes/", QuoteFeed(), name="quote_feed"),
    path("feeds/speakers/<int:pk>/", SpeakerFeed(), name="speaker_feed"),
    path("essays/<int:pk>.md", essay_twin, name="essay_twin"),
    *(path(f"essays/<int:pk>.{form}", essay_file, {"form": form}, name=f"essay_{form}") for form in ESSAY_FORMS),
    *(
        path(f"collections/<int:pk>.{form}", collection_file, {"form": form}, name=f"collection_{form}")
        for form in MAKERS
    ),
]
