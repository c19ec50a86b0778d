"""Accounts are given by the insurer: nobody signs up, and a stranger from OpenID Connect stays outside."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from redress.administration.identity import propose_identity
from redress.messages.notices import accounts
from redress.organisation import second_factor, sign_ins
from redress.organisation.addresses import asker
from redress.organisation.kinds import SignInEvent


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Who is held back for too many failures stands in the log as well. Each try counts until it succeeds."""
        try:
            counted = self._counted(request, credentials.get("username", ""))
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            sign_ins.note(SignInEvent.LOCKED, name=credentials.get("username", ""), request=request)
            raise
        self._login_failed_rl_usage.usage += counted

    def _counted(self, request: HttpRequest, name: str) -> list[Any]:
        """Of a stranger behind this address, and of the name wherever it comes from, before anything else is counted:
        a try that is refused here costs the name none of its own."""
        limits = [("login_failed_in_all", name.casefold())]
        if not sign_ins.at_home(name, request):
            limits.insert(0, ("login_failed_of_strangers", ""))
        counted: list[Any] = []
        for action, key in limits:
            usage = ratelimit.consume(request, app="allauth.account", action=action, key=key)
            if not usage:
                raise self.validation_error("too_many_login_attempts")
            counted += usage.usage
        return counted

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures are counted by name; where its person is at home, by name and address. So whoever fails under the
        name of another from elsewhere does not hold that one back, and has no more tries for it."""
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        if not sign_ins.at_home(credentials.get("username", ""), request):
            return key
        return f"{key} {asker(request)}"

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """To the confirmed address of the account alone. Without mail the page says the same: it tells nobody who is
        here; an administrator and a second person give out the link then."""
        if user.is_active and accounts.reaches(user):
            accounts.send_password_link(user, context["password_reset_url"])
            sign_ins.note(SignInEvent.LINK_SENT, user=user, request=self.request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No other mail is sent by this way: what leaves the house stands in the outbox."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """A first sign-in only proposes to tie the account of that user name; a second person confirms it."""
        if sociallogin.is_existing:
            return
        name: Any = sociallogin.account.extra_data.get("preferred_username")
        user = get_user_model().objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            messages.error(request, _("No account here goes by that name. Ask your administrator for one."))
            raise ImmediateHttpResponse(redirect("account_login"))
        propose_identity(user, sociallogin.account.provider, sociallogin.account.uid)
        messages.info(
            request,
            _(
                "This is your first sign-in by the directory. An administrator or manager confirms it; then try again."
            ),
        )
        raise ImmediateHttpResponse(redirect("account_login"))


class _Once(forms.Form):
    """A code that was taken is not taken again, by whatever process it is shown (RFC 6238, 5.2)."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        user: Any = getattr(self, "user", None)
        authenticator = getattr(self, "authenticator", None)
        used = authenticator is None or authenticator.type == Authenticator.Type.TOTP
        if user is not None and used and not second_factor.taken_once(user.pk):
            raise ValidationError(_("This code was used already. Wait for the next one."))
        return code


class AuthenticateOnce(_Once, AuthenticateForm):  # type: ignore[misc]
    """At sign-in."""


class ReauthenticateOnce(_Once, ReauthenticateForm):  # type: ignore[misc]
    """Before something that matters."""


class ActivateOnce(_Once, ActivateTOTPForm):  # type: ignore[misc]
    """While it is set up: the code that did it signs nobody in afterwards."""
