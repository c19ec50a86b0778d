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
    {"NAME": "redress.organisation.passwords.NotTheOldOne"},
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
# A name may fail five times in five minutes, wherever that comes from, and as often again where its person signed in of
# late, so that nobody holds another back (operations.signin); in an hour never more than ninety times, whatever the
# addresses (OWASP ASVS 4.0.3, 2.2.1: at most a hundred for one account). From one address thirty tries may fail in ten
# minutes under names whose people have not signed in there of late: whoever tries a list of names and passwords. Those
# who have are not counted there, or ten mistakes of one clerk would hold back a whole house behind one address.
ACCOUNT_RATE_LIMITS = {
    "login": "100/m/ip",
    "login_failed": "5/300s/key",
    "login_failed_in_all": "90/h/key",
    "login_failed_of_strangers": "30/10m/ip",
}

# After so many minutes without a sign of its person a session has ended.
REDRESS_IDLE_MINUTES = env.number("REDRESS_IDLE_MINUTES", 30)
# Duties whose holders must have a second factor: they set one up before anything else is served.
REDRESS_SECOND_FACTOR = frozenset(
    env.items(
        "REDRESS_SECOND_FACTOR",
        "administrator,manager,auditor" if env.text("REDRESS_ENV") == "production" else "",
    )
)

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "redress.operations.factors.MfaAdapter"
MFA_TOTP_ISSUER = "Redress"
MFA_FORMS = {
    "authenticate": "redress.operations.signin.AuthenticateOnce",
    "reauthenticate": "redress.operations.signin.ReauthenticateOnce",
    "activate_totp": "redress.operations.signin.ActivateOnce",
}

SOCIALACCOUNT_ADAPTER = "redress.operations.signin.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
# Neither the directory's tokens are kept, nor what it tells of a person (organisation.signals).
SOCIALACCOUNT_STORE_TOKENS = False
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
