"""The public pages."""

from django.urls import path

from .views.account import Login, Logout
from .views.collection import collection
from .views.essay import essay
from .views.home import home
from .views.review_link import review_link, thanks

urlpatterns = [
    path("", home, name="home"),
    path("collections/<int:pk>/", collection, name="collection"),
    path("essays/<int:pk>/", essay, name="essay"),
    path("review/thanks/", thanks, name="review_thanks"),
    path("review/<str:token>/", review_link, name="review_link"),
    path("accounts/login/", Login.as_view(), name="account_login"),
    path("accounts/logout/", Logout.as_view(), name="account_logout"),
]
