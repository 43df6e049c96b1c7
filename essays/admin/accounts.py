"""Accounts: who may manage them may not thereby become more than they are, nor look at anybody's keys."""

from __future__ import annotations

from typing import Any

import allauth.mfa.admin  # noqa: F401 (it registers what is taken back below)
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import ManyToManyField, QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .moves import confirmation

User = get_user_model()
admin.site.unregister(User)
admin.site.unregister(Group)
admin.site.unregister(Authenticator)


class PermissionsField(ModelMultipleChoiceField):
    """Permissions in the language of the page; the database knows their names in English only."""

    def label_from_instance(self, obj: Permission) -> str:
        model = obj.content_type
        known = {
            "add": gettext("Add"),
            "change": gettext("Change"),
            "delete": gettext("Delete"),
            "view": gettext("View"),
        }
        verbs = {f"{verb}_{model.model}": word for verb, word in known.items()}
        return f"{model} | {verbs.get(obj.codename) or gettext(obj.name)}"


class NamesPermissions(admin.ModelAdmin):
    """A form that lists permissions does it by `PermissionsField`."""

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: Any = None, **kwargs: Any) -> Any:
        if db_field.related_model is Permission:
            kwargs["form_class"] = PermissionsField
            kwargs["queryset"] = Permission.objects.exclude(content_type__app_label="mfa")  # nobody's to give
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(User)
class AccountAdmin(NamesPermissions, UserAdmin):
    """Only a superuser makes superusers, hands out single permissions, or changes another superuser."""

    list_per_page = 25
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False
    actions = ("remove_second_factor",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = tuple(super().get_readonly_fields(request, obj))
        return fixed if request.user.is_superuser else (*fixed, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_above

    @admin.action(description=_("Remove the second factor"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """For who lost the phone and the recovery codes: the password alone lets in, until a new one is set up."""
        users = [user for user in queryset if self.has_change_permission(request, user)]
        if users and "confirmed" not in request.POST:
            title, verb = _("Remove the second factor?"), _("Remove")
            return confirmation(self, request, users, title=title, verb=verb, action="remove_second_factor")
        Authenticator.objects.filter(user__in=users).delete()
        for user in users:
            self.log_change(request, user, gettext("Second factor removed."))
        words = ngettext("%(count)d account is done.", "%(count)d accounts are done.", len(users))
        self.message_user(request, words % {"count": len(users)}, messages.SUCCESS if users else messages.WARNING)
        return None


@admin.register(Group)
class RoleAdmin(NamesPermissions, GroupAdmin):
    """A group is a role of the desk."""
