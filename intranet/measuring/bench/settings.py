"""How the bench serves it: as `bin/run` does, with one page more."""

from pathlib import Path

from intranet.settings.dev import *  # noqa: F403
from intranet.settings.dev import MIDDLEWARE, TEMPLATES, env

DEBUG = False
# The same cards are read again and again here; "anew" shows what a first reader costs.
FRAGMENTS = env("FRAGMENTS", default="kept")
# Alone, the bare page shows how much memory Django itself takes.
ONLY_BARE = env.bool("ONLY_BARE", default=False)
ROOT_URLCONF = f"intranet.measuring.bench.{'bare' if ONLY_BARE else 'urls'}"
MIDDLEWARE = ["intranet.measuring.bench.counting.count_queries", *MIDDLEWARE]
TEMPLATES[1]["DIRS"] = [Path(__file__).parent / "templates"]
# Everybody comes from one address here.
ACCOUNT_RATE_LIMITS = False
SIMILAR_A_MINUTE = 1_000_000
