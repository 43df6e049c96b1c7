"""Accounts: who may manage them may not thereby become more than they are."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import ManyToManyField
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext

User = get_user_model()
admin.site.unregister(User)
admin.site.unregister(Group)


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
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(User)
class AccountAdmin(NamesPermissions, UserAdmin):
    """Only a superuser makes superusers, hands out single permissions, or changes another superuser."""

    list_per_page = 25
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = tuple(super().get_readonly_fields(request, obj))
        return fixed if request.user.is_superuser else (*fixed, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not is_above


@admin.register(Group)
class RoleAdmin(NamesPermissions, GroupAdmin):
    """A group is a role of the desk."""
