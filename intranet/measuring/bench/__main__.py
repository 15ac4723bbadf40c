"""The door of `bin/bench`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings.dev")
django.setup()

from intranet.measuring.bench.story import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
