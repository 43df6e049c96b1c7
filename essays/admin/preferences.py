"""How whoever is logged in likes to work: their own page, nobody else's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.models import Preferences


class PreferencesForm(forms.ModelForm):
    class Meta:
        model = Preferences
        fields = ("shortcuts", "mail")
        help_texts = {"shortcuts": _("“?” shows them on every page that has some.")}

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mail"].help_text = (
            gettext("To %(address)s.") % {"address": address}
            if address
            else gettext("Your account has no e-mail address; whoever manages accounts can give it one.")
        )


def preferences_urls() -> list[URLPattern]:
    view = admin.site.admin_view(edit_preferences)
    return [path("essays/preferences/", view, name="essays_preferences_changelist")]


def edit_preferences(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    own = Preferences.objects.filter(user=user.pk).first() or Preferences(user_id=user.pk)
    data = request.POST if request.method == "POST" else None
    form = PreferencesForm(data, instance=own, address=user.email)
    if form.is_valid():
        Preferences.objects.update_or_create(user_id=user.pk, defaults=form.cleaned_data)
        messages.success(request, gettext("Your preferences are saved."))
        return HttpResponseRedirect(reverse("admin:essays_preferences_changelist"))
    context = {**admin.site.each_context(request), "title": _("My preferences"), "form": form}
    return TemplateResponse(request, "admin/essays/preferences.html", context)
