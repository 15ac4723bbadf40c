"""How the tests run it: the real database and broker, mail in memory, cheap passwords."""

import os

from intranet.settings.base import *  # noqa: F403
from intranet.settings.base import CACHES, REDIS_URL, STORAGES

SECRET_KEY = "a key for tests only"  # noqa: S105
DEBUG = False
FRAGMENTS = "checked"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Workers that run side by side each clear their own cache, and nobody else's.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
REDIS_URL = f"{REDIS_URL.rsplit('/', 1)[0]}/{int(_worker) % 16}"
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {**CACHES["default"], "LOCATION": REDIS_URL}}
# Rules change only where a test changes them.
RULES_FRESH_FOR = 3600.0
# The tests run reactions by hand, so that each says when the product gets to it.
CELERY_TASK_ALWAYS_EAGER = False
# Whoever walks all addresses asks more than a program may; the tests of the limits lower them.
API_READS_A_MINUTE = API_WRITES_A_MINUTE = 1_000_000
