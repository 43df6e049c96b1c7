"""Allauth's forms in the site's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.forms import EmailField
from django.utils.translation import gettext_lazy as _

NEW_PASSWORD = _("New password")
AGAIN = _("New password, once more")
PASSWORD_RULE = _("At least 8 characters, not only digits, and not like your name.")
CODE = _("Code")


class Worded:
    """A form whose fields are called by `words` and explained by `hints`."""

    words: Mapping[str, Any] = {}
    hints: Mapping[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, EmailField):
                field.error_messages["invalid"] = _("This is no e-mail address.")


class Login(Worded, account.LoginForm):
    words = {"login": _("Username or e-mail"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class Signup(Worded, account.SignupForm):
    words = {"username": _("Username"), "email": _("E-mail"), "password1": _("Password")}
    hints = {
        "username": _("Letters, digits and @ . + - _ only."),
        "email": _("For resetting the password; shown to nobody."),
        "password1": PASSWORD_RULE,
    }


class AddEmail(Worded, account.AddEmailForm):
    words = {"email": _("E-mail")}


class ChangePassword(Worded, account.ChangePasswordForm):
    words = {"oldpassword": _("Current password"), "password1": NEW_PASSWORD, "password2": AGAIN}
    hints = {"password1": PASSWORD_RULE}


class SetPassword(Worded, account.SetPasswordForm):
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints = {"password1": PASSWORD_RULE}


class ResetPassword(Worded, account.ResetPasswordForm):
    words = {"email": _("E-mail")}


class ResetPasswordKey(Worded, account.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints = {"password1": PASSWORD_RULE}


class Reauthenticate(Worded, account.ReauthenticateForm):
    words = {"password": _("Password")}


class Authenticate(Worded, mfa.AuthenticateForm):
    words = {"code": CODE}
    hints = {"code": _("Six digits from the authenticator app, or a recovery code.")}


class ReauthenticateByCode(Worded, mfa.ReauthenticateForm):
    words = {"code": CODE}
    hints = Authenticate.hints


class ActivateTOTP(Worded, ActivateTOTPForm):
    words = {"code": CODE}
    hints = {"code": _("The six digits that the app shows now.")}


class AddKey(Worded, AddWebAuthnForm):
    words = {"name": _("Name of the key"), "passwordless": _("Log in with this key alone, without a password")}
    hints = {"name": _("So that you tell your keys apart.")}


class RenameKey(Worded, EditWebAuthnForm):
    words = {"name": _("Name of the key")}
