"""The checks, by name, one line each; all of them run, whatever the first one says."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NO_DATABASE = "postgres://nobody@127.0.0.1:1/none"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "intranet.settings.production",
    "SECRET_KEY": "only-to-be-checked-" + "0123456789abcdef" * 4,
    "DATABASE_URL": NO_DATABASE,
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "MAIL_FROM": "Onderling <onderling@example.org>",
    "SITE_URL": "https://onderling.example.org",
    "DATA_DIR": "/nonexistent",
}
TESTING = {"DJANGO_SETTINGS_MODULE": "intranet.settings.test", "DATABASE_URL": NO_DATABASE}

MANAGE = [sys.executable, "-W", "ignore", "manage.py"]
CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "style": (["ruff", "check", "."], {}),
    "format": (["ruff", "format", "--check", "."], {}),
    "layers": (["lint-imports"], TESTING),
    "types": (["mypy", "."], TESTING),
    "templates": (["djlint", "templates", "--profile", "jinja", "--lint", "--quiet"], {}),
    "migrations": ([*MANAGE, "makemigrations", "--check", "--dry-run"], TESTING),
    "translations": ([sys.executable, "bin/_translations.py"], {}),
    "deploy": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
}


def main(names: list[str]) -> int:
    """Run the checks with these names, all without one; 1 if any of them found something."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"There is no check {unknown[0]}; there are: {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    return 1 if [name for name in names or CHECKS if not passes(name)] else 0


def passes(name: str) -> bool:
    """Run one check and print its line, and what it found if it found something."""
    command, environment = CHECKS[name]
    program = Path(sys.executable).parent / command[0]
    began = time.monotonic()
    done = subprocess.run(
        [str(program) if program.exists() else command[0], *command[1:]],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    seconds = time.monotonic() - began
    print(f"{name:14} {'ok' if passed else 'FOUND SOMETHING':16} {seconds:5.1f} s", flush=True)
    if not passed:
        print("".join(f"    {line}\n" for line in done.stdout.splitlines()), flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
