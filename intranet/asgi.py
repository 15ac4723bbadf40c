"""The web process: Django in eight threads behind an ASGI door, where live streams will stand."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings.dev")

from a2wsgi import WSGIMiddleware  # noqa: E402

from intranet.wsgi import application as django_application  # noqa: E402

# Eight threads hold eight database connections (docs/adr/0009).
application = WSGIMiddleware(django_application, workers=8)
