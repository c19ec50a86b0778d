"""What the log of sign-ins hears, and what follows from a sign-in (SEC-05)."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import signals as auth
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from redress.organisation import second_factor, sign_ins, tracking
from redress.organisation.kinds import SignInEvent
from redress.organisation.models import User


@receiver(pre_save, sender=SocialAccount)
def _claims_stay_outside(instance: SocialAccount, **_rest: Any) -> None:
    """Of an account of the directory its identifier is kept; names and numbers that it tells are not (SEC-02)."""
    instance.extra_data = {}


@receiver(pre_save, sender=SocialToken)
def _no_token_is_kept(instance: SocialToken, **_rest: Any) -> None:
    raise RuntimeError("tokens of the directory are not kept: leave SOCIALACCOUNT_STORE_TOKENS off")


@receiver(auth.user_logged_in)
def _signed_in(request: HttpRequest, user: User, **_rest: Any) -> None:
    tracking.begin(request, user)
    sign_ins.note(SignInEvent.SIGNED_IN, user=user, request=request)


@receiver(auth.user_logged_out)
def _signed_out(request: HttpRequest, user: User | None, **_rest: Any) -> None:
    if user is not None:
        sign_ins.note(SignInEvent.SIGNED_OUT, user=user, request=request)


@receiver(auth.user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_rest: Any) -> None:
    sign_ins.note(SignInEvent.FAILED, name=str(credentials.get("username") or ""), request=request)


@receiver(account.authentication_step_completed)
def _step(request: HttpRequest, user: User, method: str, **_rest: Any) -> None:
    if method == "mfa":
        request.session[second_factor.SESSION_FLAG] = True
        sign_ins.note(SignInEvent.SECOND_FACTOR, user=user, request=request)


@receiver(mfa.authentication_failed)
def _factor_failed(request: HttpRequest, user: User, **_rest: Any) -> None:
    sign_ins.note(SignInEvent.FACTOR_FAILED, user=user, request=request)


@receiver(mfa.authenticator_added)
def _factor_added(request: HttpRequest, user: User, **_rest: Any) -> None:
    request.session[second_factor.SESSION_FLAG] = True
    sign_ins.note(SignInEvent.FACTOR_ADDED, user=user, request=request)


@receiver(mfa.authenticator_removed)
def _factor_removed(request: HttpRequest, user: User, **_rest: Any) -> None:
    request.session.pop(second_factor.SESSION_FLAG, None)
    sign_ins.note(SignInEvent.FACTOR_REMOVED, user=user, request=request)


@receiver(account.password_changed)
@receiver(account.password_reset)
@receiver(account.password_set)
def _new_password(request: HttpRequest, user: User, **_rest: Any) -> None:
    sign_ins.note(SignInEvent.PASSWORD_CHANGED, user=user, request=request)
