#!/usr/bin/env python3
"""Django's own commands, for this product; `bin/manage` brings the environment they need."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings.dev")
    execute_from_command_line(sys.argv)
