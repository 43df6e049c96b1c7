"""The public pages."""

from django.urls import path

from .views.account import Login, Logout
from .views.collection import collection
from .views.essay import essay
from .views.home import home
from .views.quotes import quote, quote_card, quotes
from .views.reading_settings import reading_settings
from .views.review_link import review_link, thanks
from .views.speakers import speaker, speakers

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
