"""Django settings. Read from the environment alone; docs/operations.md lists every variable."""

from pathlib import Path
from typing import Any

from redress.settings import database, env, production, secrets
from redress.settings.gateways import *  # noqa: F403
from redress.settings.security import *  # noqa: F403
from redress.settings.shared import *  # noqa: F403
from redress.settings.signin import *  # noqa: F403

PACKAGE = Path(__file__).resolve().parent.parent

REDRESS_ENV = env.choice("REDRESS_ENV", ("development", "production", "test"), "development")
IN_PRODUCTION = REDRESS_ENV == "production"
REDRESS_DATA = env.folder("REDRESS_DATA", "var")

DEBUG = env.flag("REDRESS_DEBUG")
ALLOWED_HOSTS = env.items("REDRESS_HOSTS", "" if IN_PRODUCTION else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.items("REDRESS_ORIGINS")
SECRET_KEY = secrets.read("REDRESS_SECRET_KEY", REDRESS_DATA, keep=not IN_PRODUCTION)
SECRET_KEY_FALLBACKS = env.items("REDRESS_OLD_SECRET_KEYS")

# `id:base64,id:base64`, the first encrypts; and the key of the blind indexes. See redress.privacy.keys.
REDRESS_FIELD_KEYS = secrets.read("REDRESS_FIELD_KEYS", REDRESS_DATA, keep=not IN_PRODUCTION)
# Seals journals and rows, signs checkpoints and dossiers; the keys of before verify what they sealed.
# See redress.sealing.
REDRESS_SEAL_KEY = secrets.read("REDRESS_SEAL_KEY", REDRESS_DATA, keep=not IN_PRODUCTION)
REDRESS_OLD_SEAL_KEYS = env.items("REDRESS_OLD_SEAL_KEYS")
# Where checkpoints are kept outside the database, best on another machine; how often one is made; who gets one a day.
REDRESS_CHECKPOINTS = env.folder("REDRESS_CHECKPOINTS", str(REDRESS_DATA / "checkpoints"))
REDRESS_CHECKPOINT_MINUTES = env.number("REDRESS_CHECKPOINT_MINUTES", 15)
REDRESS_CHECKPOINT_MAIL = env.text("REDRESS_CHECKPOINT_MAIL")
REDRESS_INDEX_KEY = secrets.read("REDRESS_INDEX_KEY", REDRESS_DATA, keep=not IN_PRODUCTION)

# Rooms stand before the libraries whose templates they replace.
INSTALLED_APPS = [
    "redress.sealing",
    "redress.organisation",
    "redress.casework",
    "redress.policies",
    "redress.importing",
    "redress.complaints",
    "redress.claims",
    "redress.clocks",
    "redress.evidence",
    "redress.messages",
    "redress.letters",
    "redress.committee",
    "redress.assessment",
    "redress.administration",
    "redress.suggestions",
    "redress.insight",
    "redress.desk",
    "redress.api",
    "redress.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "ninja",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "redress.api.middleware.problem_documents",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "redress.desk.packing.PackedPages",
    "redress.desk.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "redress.desk.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "redress.desk.middleware.ActorMiddleware",
    "redress.casework.reading.reading_is_logged",
    "redress.desk.middleware.SaidOnceMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "redress.urls"
WSGI_APPLICATION = "redress.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "redress.desk.folding.FoldingLoader",
                    [
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# 'web' and 'worker' serve; 'command' is everything that a person types, and logs in as the owner of the tables.
REDRESS_PROCESS = env.text("REDRESS_PROCESS", "command")
DATABASES = {"default": database.default(REDRESS_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("REDRESS_TIME_ZONE", "Asia/Shanghai")

# Where people open the site from outside; stands on letters, so that anybody can verify them.
REDRESS_ADDRESS = env.text("REDRESS_ADDRESS", "http://localhost:8000").rstrip("/")

# `redress run` brings back what dies; a part that dies so many times within a minute ends the whole.
REDRESS_RESTARTS = env.number("REDRESS_RESTARTS", 8)

STATIC_URL = "static/"
STATIC_ROOT = REDRESS_DATA / "static"
MEDIA_ROOT = REDRESS_DATA / "evidence"
EVIDENCE_MAX_BYTES = env.number("REDRESS_EVIDENCE_MAX_MB", 50) * 1_000_000
# What one person may have uploaded within a day and attached to no case.
EVIDENCE_WAITING_FILES = env.number("REDRESS_EVIDENCE_WAITING_FILES", 100)
EVIDENCE_WAITING_BYTES = env.number("REDRESS_EVIDENCE_WAITING_MB", 500) * 1_000_000
# What one person may hand in on one day, attached or not.
EVIDENCE_DAY_FILES = env.number("REDRESS_EVIDENCE_DAY_FILES", 2_000)
EVIDENCE_DAY_BYTES = env.number("REDRESS_EVIDENCE_DAY_MB", 10_000) * 1_000_000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "redress.evidence.incoming.ScratchUploadHandler",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or REDRESS_ENV == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "redress.operations.log_lines.Formatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("REDRESS_LOG_LEVEL", "INFO")},
    "loggers": {
        "procrastinate": {"level": env.text("REDRESS_JOBS_LOG_LEVEL", "WARNING")},
        # It would write addresses, and a robot's address carries its secret.
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        # Statements with their values; and Django's own handlers, one of which mails reports of faults.
        "django.db.backends": {"level": "WARNING"},
        "django": {"handlers": [], "level": "NOTSET"},
    },
}

DEFAULT_EXCEPTION_REPORTER_FILTER = "redress.operations.log_lines.NoValues"

if IN_PRODUCTION:
    production.refuse_to_start_unsafely(globals())
