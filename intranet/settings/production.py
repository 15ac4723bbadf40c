"""How a company serves it: behind a proxy with TLS, everything from the environment."""

import sys
from urllib.parse import urlsplit

from intranet.platform.logs import logging_settings
from intranet.settings.base import *  # noqa: F403
from intranet.settings.base import ANSWERS_URL, SITE_URL, env

NEEDED = {
    "SECRET_KEY": "a long random text that signs sessions and links",
    "DATABASE_URL": "the address of PostgreSQL, as postgres://user:password@host:5432/name",
    "REDIS_URL": "the address of Redis or Valkey, as redis://:password@host:6379/0",
    "SITE_URL": "the address that people type, as https://plein.example.org",
    "EMAIL_URL": "how mail is sent, as smtp+tls://user:password@host:587",
    "MAIL_FROM": "the sender of mail, as Het Plein <plein@example.org>",
    "DATA_DIR": "the folder that keeps uploaded files",
}
# Leaving with a sentence, because a traceback through the settings helps nobody who installs this.
for _name, _meaning in NEEDED.items():
    if not env.str(_name, default=""):
        sys.exit(f"Onderling cannot start: set {_name}, {_meaning} (docs/settings.md).")

_site = urlsplit(SITE_URL)
if _site.scheme != "https" or not _site.hostname:
    sys.exit("Onderling cannot start: SITE_URL must begin with https:// and name a host.")
if ANSWERS_URL.startswith("imap://"):
    sys.exit("Onderling cannot start: ANSWERS_URL must begin with imaps://, else all can read it.")

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 50:
    sys.exit("Onderling cannot start: SECRET_KEY needs 50 signs or more, made at random.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or [_site.hostname]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[]) or [
    f"{_site.scheme}://{_site.netloc}"
]

# Only the proxy reaches the web process, and it overwrites this header (deploy/Caddyfile).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=True)

# The prefix makes browsers refuse these cookies from any other host and over plain HTTP.
SESSION_COOKIE_NAME = "__Host-onderling"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-onderling-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
LOGGING = logging_settings(env("LOG_LEVEL", default="INFO"))
