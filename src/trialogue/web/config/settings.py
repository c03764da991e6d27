"""Django's settings, all from `read_environment`: nothing else here reads the environment."""

from __future__ import annotations

import os
from pathlib import Path

from trialogue.web.config.database import django_database
from trialogue.web.config.discretion import DISCREET_LOGGING
from trialogue.web.config.environment import read_environment
from trialogue.web.config.secret import secret_key_in

ENVIRONMENT = read_environment(os.environ)
HERE = Path(__file__).parent
WEB = HERE.parent
HOME = ENVIRONMENT.home
SITE_NAME = ENVIRONMENT.site_name
DEMO = ENVIRONMENT.demo

SECRET_KEY = ENVIRONMENT.secret_key or secret_key_in(HOME)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "trialogue.web.trials",
    "trialogue.web.check",
    "trialogue.web.study",
    "trialogue.web.records",
    "trialogue.web.overviews",
    "trialogue.web.outbox",
    "trialogue.web.accounts",
    "trialogue.web.centres",
    "trialogue.web.editing",
    "trialogue.web.notes",
    "trialogue.web.notices",
    "trialogue.web.results",
    "trialogue.web.glossary",
    "trialogue.web.search",
    "trialogue.web.contact",
    "trialogue.web.inbox",
    "trialogue.web.inbound",
    "trialogue.web.entries",
    "trialogue.web.oversight",
    "trialogue.web.safety",
    "trialogue.web.transfer",
]
MIDDLEWARE = [
    "trialogue.web.config.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "trialogue.web.config.urls"
WSGI_APPLICATION = "trialogue.web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "trialogue.web.config.context.site",
                "trialogue.web.accounts.context.staff",
            ],
            "builtins": [
                "trialogue.web.trials.templatetags.protocol",
                "trialogue.web.trials.templatetags.record",
                "trialogue.web.glossary.templatetags.glossary",
                "trialogue.web.search.templatetags.search",
            ],
        },
    }
]

SITE_URL = ENVIRONMENT.site_url
MAIL_SERVER = ENVIRONMENT.mail_server
MAIL_SENDER = ENVIRONMENT.mail_sender
MAIL_TIMEOUT = ENVIRONMENT.mail_timeout
MAIL_AUTHORITY = ENVIRONMENT.mail_authority
MAIL_KEPT_DAYS = ENVIRONMENT.mail_kept_days
INBOUND = ENVIRONMENT.inbound
LANGUAGE_MODEL = ENVIRONMENT.language_model
ENQUIRY_REMIND_DAYS = ENVIRONMENT.enquiry_remind_days
ENQUIRY_LEAD_DAYS = ENVIRONMENT.enquiry_lead_days
ENQUIRY_ELSEWHERE_DAYS = ENVIRONMENT.enquiry_elsewhere_days
ENQUIRY_LINK_DAYS = ENVIRONMENT.enquiry_link_days
ENQUIRY_KEPT_DAYS = ENVIRONMENT.enquiry_kept_days
DRAFT_KEPT_DAYS = ENVIRONMENT.draft_kept_days

DATABASES = {"default": django_database(ENVIRONMENT.database, HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("es", "Español")]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [HERE / "locale"]  # each app has its own beside its templates
FORMAT_MODULE_PATH = ["trialogue.web.config.formats"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
USE_TZ = True
TIME_ZONE = str(ENVIRONMENT.time_zone)

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [HERE / "static", WEB.parent / "report" / "document" / "look"]
STORAGES = {"staticfiles": {"BACKEND": "trialogue.web.config.static.HashedFiles"}}

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["trialogue.web.accounts.hashing.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
STAFF_SECOND_FACTOR = ENVIRONMENT.second_factor and not DEMO
STAFF_IDLE_MINUTES = ENVIRONMENT.idle_minutes
SESSION_COOKIE_NAME = "staff"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "trialogue.web.config.views.refused"
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
LANGUAGE_COOKIE_SECURE = CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = ENVIRONMENT.https
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.https else 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
BEHIND_PROXY = ENVIRONMENT.behind_proxy
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS: list[str] = []

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000  # a form of 300 fields sends unit, range and reason of each
DEFAULT_EXCEPTION_REPORTER = "trialogue.web.config.discretion.DiscreetReporter"
LOGGING = DISCREET_LOGGING
