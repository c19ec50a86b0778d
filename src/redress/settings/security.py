"""What browsers are told and what cookies carry."""

from csp.constants import NONE, SELF

from redress.settings import env

_https = env.text("REDRESS_ENV") == "production"

# No inline script or style anywhere: what a customer writes can never become code on a handler's screen.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "frame-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# People and texts that one person may look up in an hour; a clerk who takes forty complaints asks for some two hundred.
REDRESS_LOOKUPS_PER_HOUR = env.number("REDRESS_LOOKUPS_PER_HOUR", 400)

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# A proxy in front ends TLS and says so; it must remove the header when a client sends it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("REDRESS_BEHIND_PROXY") else None
# Each of them adds whom it saw to X-Forwarded-For; what stands before those entries anybody may have written.
REDRESS_TRUSTED_PROXIES = env.number("REDRESS_TRUSTED_PROXIES", int(env.flag("REDRESS_BEHIND_PROXY")))
ALLAUTH_TRUSTED_PROXY_COUNT = REDRESS_TRUSTED_PROXIES
SECURE_SSL_REDIRECT = _https and env.flag("REDRESS_REDIRECT_TO_HTTPS", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
# Whoever has it reads /metrics from elsewhere; without it only this machine does.
REDRESS_METRICS_TOKEN = env.text("REDRESS_METRICS_TOKEN")
SECURE_HSTS_SECONDS = env.number("REDRESS_HSTS_SECONDS", 31_536_000 if _https else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = False

# A name that begins so is taken by browsers over HTTPS alone, for this very host and all of its paths: neither a site
# beside it nor whoever is on the way of an unencrypted request can put one of theirs in its place.
_host = "__Host-" if _https else ""
SESSION_COOKIE_NAME = f"{_host}sessionid"
CSRF_COOKIE_NAME = f"{_host}csrftoken"
LANGUAGE_COOKIE_NAME = f"{_host}language" if _https else "django_language"

SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_ENGINE = "redress.organisation.sessions"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "redress.desk.views.forged.forged"
LANGUAGE_COOKIE_SECURE = _https
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
