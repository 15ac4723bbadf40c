"""The product's own Python environment: `.venv`, made and filled when something changed."""

import contextlib
import hashlib
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

from intranet.platform.embedded.locks import locked
from intranet.platform.embedded.speech import Refusal, complain, full_disk, means_no_room

NOT_REACHED = re.compile(
    "Failed to establish a new connection|Temporary failure in name resolution|NewConnectionError"
    "|NameResolutionError|ProxyError|ReadTimeoutError|ConnectTimeout|Could not find a version"
)
WAITING = "Waiting for another start that is filling .venv."


def prepare_environment(root: Path, requirements: str) -> Path:
    """Return the Python in which everything of this list is installed."""
    venv = root / ".venv"
    python = venv / "bin" / "python"
    if _is_filled(root, venv, requirements):
        return python
    try:
        venv.mkdir(exist_ok=True)
        with locked(venv / "filling.lock", notice=WAITING):
            if not _is_filled(root, venv, requirements):
                _fill(root, venv, requirements)
    except OSError as error:
        reason = (
            full_disk(venv) if means_no_room(str(error)) else f"{venv} cannot be written: {error}."
        )
        raise Refusal(reason) from error
    return python


def _is_filled(root: Path, venv: Path, requirements: str) -> bool:
    stamp = venv / f"{requirements}.installed"
    with contextlib.suppress(OSError):
        wanted = _fingerprint(root / requirements)
        return (venv / "bin" / "python").exists() and stamp.read_text(encoding="utf-8") == wanted
    return False


def _fill(root: Path, venv: Path, requirements: str) -> None:
    python = venv / "bin" / "python"
    if not _has_pip(python):
        _make(venv)
    complain(f"Installing what {requirements} lists into .venv; the first time takes a minute.")
    # Wheels only: nothing is compiled here, and nothing of a package runs while it is installed.
    careful = ["--require-hashes", "--only-binary", ":all:", "--no-input"]
    quiet = ["--quiet", "--progress-bar", "off", "--disable-pip-version-check"]
    done = subprocess.run(
        [python, "-m", "pip", "install", *careful, *quiet, "-r", root / requirements],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env=_plain_environment(),
    )
    (venv / "install.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode != 0:
        raise Refusal(_why_not_installed(venv, done.stdout + done.stderr))
    for name in {requirements, "requirements.txt"}:
        stamp = venv / f"{name}.installed"
        stamp.write_text(_fingerprint(root / name), encoding="utf-8")


def _make(venv: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        name = f"python{sys.version_info.major}.{sys.version_info.minor}"
        raise Refusal(
            "This Python lacks ensurepip, without which no environment can be made; "
            f"on Debian and Ubuntu, install it with: apt install {name}-venv"
        )
    done = subprocess.run(
        [sys.executable, "-m", "venv", venv],
        capture_output=True,
        text=True,
        check=False,
        env=_plain_environment(),
    )
    if done.returncode != 0:
        said = done.stdout + done.stderr
        last = (said.strip().splitlines() or ["it gave no reason"])[-1]
        raise Refusal(
            full_disk(venv)
            if means_no_room(said)
            else f"The environment {venv} cannot be made: {last}"
        )


def _has_pip(python: Path) -> bool:
    if not python.exists():
        return False
    answer = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    return answer.returncode == 0


def _why_not_installed(venv: Path, said: str) -> str:
    log = f"(see {venv / 'install.log'})"
    if means_no_room(said):
        return full_disk(venv)
    if "DO NOT MATCH THE HASHES" in said:
        return f"A downloaded package is not the one that was tested; nothing was installed {log}."
    if NOT_REACHED.search(said) and not _package_without_wheel(said):
        return f"The packages cannot be downloaded; is this machine connected? {log}"
    if missing := _package_without_wheel(said):
        return f"There is no ready-made {missing} for this machine and this Python {log}."
    last = (said.strip().splitlines() or ["pip gave no reason"])[-1]
    return f"The packages cannot be installed: {last} {log}"


def _package_without_wheel(said: str) -> str | None:
    # pip names the versions that it saw; it sees none when it reaches nobody.
    seen = re.search(r"requirement (\S+?)==\S+ .*\(from versions: (?!none\))", said)
    return seen.group(1) if seen else None


def _fingerprint(requirements: Path) -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{version} {hashlib.sha256(requirements.read_bytes()).hexdigest()}\n"


def _plain_environment() -> dict[str, str]:
    # Settings for another environment must not lead pip or Python into it.
    strange = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"}
    return {name: value for name, value in os.environ.items() if name not in strange}
