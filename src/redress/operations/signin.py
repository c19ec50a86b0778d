"""Accounts are given by the insurer: nobody signs up, and a stranger from OpenID Connect stays outside."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie a first sign-in to the account whose user name the insurer's directory gives."""
        if sociallogin.is_existing:
            return
        name: Any = sociallogin.account.extra_data.get("preferred_username")
        user = get_user_model().objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            messages.error(request, _("No account here goes by that name. Ask your administrator for one."))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)
