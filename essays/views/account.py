"""An account's own pages: django-allauth's views, and where they lead back to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.account.views import LoginView, LogoutView, SignupView
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essays.models import Revision
from essays.reading.traditional import TRADITIONAL_ROOT


class Destination:
    """Tells the page the essay one came from, so that it can say where it leads back to."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "destination": self._destination()}  # type: ignore[misc]

    def _destination(self) -> Revision | None:
        request: Any = self.request  # type: ignore[attr-defined]
        try:
            path = urlsplit(self.get_next_url() or "").path  # type: ignore[attr-defined]
            match = resolve(path.replace(TRADITIONAL_ROOT, "/", 1))
        except Resolver404:
            return None
        if match.url_name != "essay":
            return None
        live = Revision.objects.live().visible_to(request.reader).filter(essay__pk=match.kwargs["pk"])
        return live.select_related("essay").first()


class Login(Destination, LoginView):
    def form_valid(self, form: Any) -> HttpResponse:
        if not form.user.is_active:
            form.add_error(None, ValidationError(_("This account is closed."), code="inactive"))
            return self.form_invalid(form)
        return super().form_valid(form)


class Signup(Destination, SignupView):
    pass


class Logout(LogoutView):
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log out, and have the browser forget every page it kept: Back must not show paid text (Decision 3)."""
        response = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class RemoveKey(RemoveWebAuthnView):
    """Allauth asks the adapter of apps only; who works at the desk may not lose the last key either."""

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = second_factor_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            form.add_error(None, adapter.validation_error("cannot_delete_authenticator"))
            return self.form_invalid(form)
        return super().form_valid(form)


@login_required
def account(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    addresses = EmailAddress.objects.filter(user=user).order_by("-primary", "pk")
    return render(
        request,
        "account/overview.html",
        {"address": addresses.first(), "has_second_factor": is_mfa_enabled(user)},
    )


@require_http_methods(["GET", "POST"])
@login_required
@reauthentication_required(app="essays")
def delete_account(request: HttpRequest) -> HttpResponse:
    """A reader's account ends with everything kept in it; one of the desk is closed by who manages accounts."""
    user: Any = request.user
    if user.is_staff:
        raise PermissionDenied(_("An account of the desk is closed by who manages the accounts."))
    if request.method == "GET":
        return render(request, "account/delete.html", {"form": Form()})
    logout(request)
    user.delete()
    response = HttpResponseRedirect(reverse("home"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
