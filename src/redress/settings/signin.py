"""Who may come in, and how: user name and password, a second factor, or the insurer's own OpenID Connect."""

from redress.settings import env

AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = [
    "redress.organisation.sessions.StaffBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "redress.organisation.passwords.MinimumLength",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "redress.operations.signin.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Redress"

SOCIALACCOUNT_ADAPTER = "redress.operations.signin.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "insurer",
                "name": env.text("REDRESS_OIDC_NAME", "OpenID Connect"),
                "client_id": env.text("REDRESS_OIDC_CLIENT_ID"),
                "secret": env.text("REDRESS_OIDC_SECRET"),
                "settings": {"server_url": env.text("REDRESS_OIDC_SERVER")},
            }
        ]
        if env.text("REDRESS_OIDC_SERVER")
        else []
    }
}
