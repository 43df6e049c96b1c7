"""Logging in and out: django-allauth's own views, and where they lead back to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.views import LoginView, LogoutView
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from essays.models import Revision


class WholeNext:
    """Refuses a `next` that is no address at all, which allauth would take apart and fail on."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for values in (request.GET, request.POST):
            try:
                urlsplit(values.get("next", ""))
            except ValueError as error:
                raise BadRequest("`next` is no address.") from error
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Login(WholeNext, LoginView):
    def form_valid(self, form: Any) -> HttpResponse:
        if not form.user.is_active:
            form.add_error(None, ValidationError(_("This account is closed."), code="inactive"))
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "destination": self._destination()}

    def _destination(self) -> Revision | None:
        """The essay one came from, so the form can say where it leads back to."""
        try:
            match = resolve(urlsplit(self.get_next_url() or "").path)
        except Resolver404:
            return None
        if match.url_name != "essay":
            return None
        live = Revision.objects.live().visible_to(self.request.reader).filter(essay__pk=match.kwargs["pk"])
        return live.select_related("essay").first()


class Logout(WholeNext, LogoutView):
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log out, and have the browser forget every page it kept: Back must not show paid text (Decision 3)."""
        response = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response
