"""Who may sign up, what is said when something is wrong, and what happens when a mail cannot be sent."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .second_factor import is_required_of

logger = logging.getLogger(__name__)

WRONG = _("The name or the password is wrong. Try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _(
            "The main address cannot be removed. Make another one the main address first."
        ),
        "duplicate_email": _("This address belongs to your account already."),
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "email_taken": _("There is an account with this address already. Log in, or reset its password."),
        "enter_current_password": _("Type the current password."),
        "incorrect_code": _("The code is wrong. Type the newest one."),
        "incorrect_password": _("The password is wrong."),
        "invalid_login": _("The log-in is not valid."),
        "invalid_or_expired_key": _("The link is not valid any more."),
        "invalid_password_reset": _("The link is not valid any more."),
        "max_email_addresses": _("An account has at most %d addresses."),
        "too_many_login_attempts": _("Too many wrong attempts. Try again in a few minutes."),
        "unknown_email": _("No account has this address."),
        "unverified_primary_email": _("The main address must be confirmed first."),
        "username_blacklisted": _("This name cannot be used. Choose another one."),
        "username_taken": _("This name is taken. Choose another one."),
        "select_only_one": _("Choose only one."),
        "same_as_current": _("This is what it is already."),
        "rate_limited": _("Too many attempts. Try again in a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_OPEN)

    def get_login_stages(self) -> list[str]:
        """Allauth's, where only who signed up has an address to confirm."""
        own = f"{__name__}.ConfirmationOfReaders"
        djangos = "allauth.account.stages.EmailVerificationStage"
        return [own if stage == djangos else stage for stage in super().get_login_stages()]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Raises ImmediateHttpResponse (503) when the mail server fails: somebody waits for this mail."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            logger.exception("A mail of an account could not be sent.")
            raise ImmediateHttpResponse(mail_failed(self.request)) from error

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> Any:
        """What was done is done, whether or not a mail can tell of it."""
        try:
            return super().send_notification_mail(*args, **kwargs)
        except ImmediateHttpResponse:
            return None


class ConfirmationOfReaders(EmailVerificationStage):
    """Staff and accounts without an address are made in the admin, by somebody who knows them."""

    def handle(self) -> Any:
        user = self.login.user
        if user is not None and (user.is_staff or not (self.login.email or user.email)):
            return None, True
        return super().handle()


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "The desk demands a second factor: add another one before removing this one."
        ),
        "cannot_generate_recovery_codes": _("Recovery codes need a second factor first."),
        "incorrect_code": _("The code is wrong. Type the newest one."),
        "unverified_email": _("Confirm the e-mail address first."),
    }

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not is_required_of(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Key %(number)d") % {"number": number}

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.get_username())


def mail_failed(request: HttpRequest | None) -> HttpResponse:
    return render(request or context.request, "account/mail_failed.html", status=503)
