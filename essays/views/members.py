"""What is open to an account where paid text is for members, and the box for a code."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core.ratelimit import consume
from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from essays.models import AccessCode, Collection, Grant
from essays.models.grant import LONGEST_CODE, CodeRefusedError


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=LONGEST_CODE, help_text=_("Capitals, spaces and dashes do not matter.")
    )


@require_http_methods(["GET", "POST"])
@login_required
def access(request: HttpRequest) -> HttpResponse:
    """A good code leads on to `next`, where the text is open now."""
    form = CodeForm(request.POST or None)
    target = get_next_redirect_url(request)
    if form.is_valid():
        if not consume(request, action="redeem_code", user=request.user):
            form.add_error("code", gettext("Too many attempts. Try again in a few minutes."))
        else:
            try:
                AccessCode.redeem(form.cleaned_data["code"], request.user)
            except CodeRefusedError as refusal:
                form.add_error("code", str(refusal))
            else:
                return HttpResponseRedirect(target or request.path)
    return render(request, "account/access.html", {"form": form, "grants": grants_of(request), "next": target})


def grants_of(request: HttpRequest) -> list[Any]:
    """Newest first; a collection that is not public is not named."""
    user: Any = request.user
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    public = set(Collection.objects.visible_to(reader, now).values_list("pk", flat=True))
    rows = Grant.objects.filter(user=user).select_related("collection").order_by("-starts_at", "-pk")
    return [row for row in rows if row.collection_id is None or row.collection_id in public]
