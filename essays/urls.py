"""The public pages, and what machines ask for, which has one address in all languages."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import path

from .feeds import CollectionFeed, QuoteFeed, SpeakerFeed
from .sitemaps import SITEMAPS
from .views.account import Login, Logout
from .views.collection import collection
from .views.essay import essay
from .views.home import home
from .views.machines import essay_twin, llms, robots
from .views.quotes import quote, quote_card, quotes
from .views.reading_settings import reading_css, reading_settings
from .views.review_link import review_link, thanks
from .views.speakers import speaker, speakers
from .views.taking import MAKERS, collection_file, essay_file

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
    path("settings/reading/", reading_settings, name="reading_settings"),
    path("review/thanks/", thanks, name="review_thanks"),
    path("review/<str:token>/", review_link, name="review_link"),
    path("accounts/login/", Login.as_view(), name="account_login"),
    path("accounts/logout/", Logout.as_view(), name="account_logout"),
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
    *(path(f"essays/<int:pk>.{form}", essay_file, {"form": form}, name=f"essay_{form}") for form in MAKERS),
    *(
        path(f"collections/<int:pk>.{form}", collection_file, {"form": form}, name=f"collection_{form}")
        for form in MAKERS
    ),
]
