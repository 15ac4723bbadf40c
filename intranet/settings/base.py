"""What holds everywhere. Every value that differs between places comes from the environment."""

import sys
from datetime import timedelta
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from intranet.platform.incoming.place import check_place
from intranet.platform.storage import storage_from
from intranet.settings.ports import (  # noqa: F401
    AUDIT_WORDING,
    EARLIER_CHOICES,
    EARLIER_CONTRIBUTIONS,
    EARLIER_WORDS,
    FIGURES,
    FIGURES_OFF,
    FRAME_PANELS,
    HOME_PANELS,
    JUDGE,
    JUDGE_COUNTS,
    MENU_NEWS,
    MODERATED,
    NOTIFICATION_SUBJECTS,
    POLICY_MODULES,
    PROFILE_PANELS,
    REACTIONS,
    RULES_FRESH_FOR,
    SEARCH_PLACE,
    SEARCH_PLACES,
    SEARCH_SOURCES,
    SIMILAR_A_MINUTE,
    TEXT_ENGINE,
    THREAD_CARDS,
    THREAD_DETAILS,
    THREAD_PAGES,
    THREAD_RELEASES,
    THREAD_SAYS_TOO,
    THREAD_SETTLES,
    THREAD_TEXTS,
    THREAD_WRITERS,
    WELCOME_ACCEPT,
    WELCOME_CHOICES,
    WELCOME_CODE,
    WELCOME_JOIN,
)
from intranet.settings.programs import (  # noqa: F401
    API_READS_A_MINUTE,
    API_WRITES_A_MINUTE,
    REST_FRAMEWORK,
    SPECTACULAR_SETTINGS,
)

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / ".data")))
SITE_URL = env("SITE_URL", default="http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "intranet.apps.IntranetConfig",
    "intranet.platform.apps.PlatformConfig",
    "people.apps.PeopleConfig",
    "notifications.apps.NotificationsConfig",
    "search.apps.SearchConfig",
    "moderation.apps.ModerationConfig",
    "conversations.apps.ConversationsConfig",
    "communities.apps.CommunitiesConfig",
    "blogs.apps.BlogsConfig",
    "webhooks.apps.WebhooksConfig",
    "people.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "django_prose_editor",
    "js_asset",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "intranet.platform.health.probes_first",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "intranet.platform.logs.log_requests",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "people.middleware.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "intranet.errors.refuse_what_is_too_large",
]

ROOT_URLCONF = "intranet.urls"
WSGI_APPLICATION = "intranet.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "intranet.platform.templating.environment",
            "context_processors": [
                "intranet.frame.frame",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///onderling")}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "intranet.platform.cache.ForgivingCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    },
}
# Open pages that one web process tells of what is new; further ones ask every minute instead.
LIVE_STREAMS = env.int("LIVE_STREAMS", default=5000)
# Networks inside the house that a webhook may reach all the same; whoever keeps webhooks can then
# reach everything there. Empty: only what is public.
OUTGOING_NETWORKS = env.list("OUTGOING_NETWORKS", default=[])
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = int(timedelta(days=60).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "intranet.errors.csrf_failure"

# ---- Sign-in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.accounts.SignInBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "people.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "personnel_number"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
PASSWORD_RESET_TIMEOUT = int(timedelta(days=1).total_seconds())
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "people.forms.passwords.SignInForm",
    "reset_password": "people.forms.passwords.AskForResetForm",
    "reset_password_from_key": "people.forms.passwords.ResetPasswordForm",
    "change_password": "people.forms.passwords.ChangePasswordForm",
    "set_password": "people.forms.passwords.SetPasswordForm",
    "reauthenticate": "people.forms.passwords.ReauthenticateForm",
}
# Generous per address, for a whole site signs in behind one; strict per person.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,6/5m/key",
    "reset_password": "60/m/ip,5/5m/key",
    "reset_password_from_key": "60/m/ip",
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "people.accounts.MFAAdapter"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "login_webauthn": "people.forms.passkeys.SignInForm",
    "authenticate_webauthn": "people.forms.passkeys.SecondStepForm",
    "reauthenticate_webauthn": "people.forms.passkeys.AgainForm",
    "add_webauthn": "people.forms.passkeys.AddForm",
}
USERSESSIONS_TRACK_ACTIVITY = False

# ---- Language and time
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "intranet.formats"
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# ---- Files
STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "intranet.platform.staticfiles.NeededFilesFinder",
]
WHITENOISE_MAX_AGE = 600
MEDIA_ROOT = DATA_DIR / "files"
try:
    FILE_STORAGE = storage_from(env("STORAGE_URL", default=""), MEDIA_ROOT)
except ValueError as error:
    sys.exit(f"Onderling cannot start: {error} (docs/settings.md).")
STORAGES = {
    "default": FILE_STORAGE,
    "staticfiles": {"BACKEND": "intranet.platform.staticfiles.JoinedStaticFilesStorage"},
}
# Asked about every file, where it is set.
CLAMD_URL = env("CLAMD_URL", default="")
if CLAMD_URL and not CLAMD_URL.startswith(("tcp://", "unix:///")):
    sys.exit("Onderling cannot start: CLAMD_URL begins with tcp:// or unix:/// (docs/settings.md).")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# ---- Mail
EMAIL = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL)
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="Onderling <onderling@localhost>")
# Where people answer to, and the mailbox in which their answers come in; both or neither.
ANSWERS_URL = env("ANSWERS_URL", default="")
ANSWERS_ADDRESS = env("ANSWERS_ADDRESS", default="")
try:
    check_place(ANSWERS_URL, ANSWERS_ADDRESS)
except ValueError as error:
    sys.exit(f"Onderling cannot start: {error} (docs/settings.md).")

# ---- Celery: the broker is an accelerator, the outbox is the truth
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# ---- Security: everything a page needs comes from here, and nothing runs that is written in it
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Off behind a connection pooler that gives every transaction another connection.
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", default=True)
# Parts of pages (intranet.platform.fragments) are "kept", rendered "anew", or "checked" by tests.
FRAGMENTS = "kept"
