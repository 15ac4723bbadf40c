"""How `bin/run` serves it: the whole product on this machine, over plain HTTP."""

from intranet.platform.logs import logging_settings
from intranet.settings.base import *  # noqa: F403
from intranet.settings.base import env

DEBUG = env.bool("DEBUG", default=False)
FRAGMENTS = "anew" if DEBUG else "kept"
SECRET_KEY = env("SECRET_KEY", default="only-for-commands-that-sign-nothing")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", ".localhost"])
SESSION_COOKIE_NAME = "onderling"
CSRF_COOKIE_NAME = "onderling_csrf"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
LOGGING = logging_settings(env("LOG_LEVEL", default="INFO"))
