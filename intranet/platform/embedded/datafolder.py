"""The data folder: one place for everything that the running product keeps."""

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from intranet.platform.embedded.accounts import account_for
from intranet.platform.embedded.speech import Refusal, as_sentence, full_disk

MARKER = "onderling.json"
SECRETS = "secrets.json"
FORMAT = 1
FOLDERS = ("beat", "files", "logs", "mail", "pids", "static")
ROOM_FOR_A_NEW_COMPANY = 300 * 1024 * 1024
ROOM_TO_START = 48 * 1024 * 1024
# Where the services live when root starts the house in a folder that `nobody` may not enter.
SHELTER = Path("/var/lib/onderling")


@dataclass(frozen=True)
class Secrets:
    """What is made once and never shown."""

    secret_key: str
    postgres: str
    valkey: str


@dataclass(frozen=True)
class DataFolder:
    """A folder that is ours, that we may write, and that is not damaged."""

    path: Path
    id: str
    services: Path
    secrets: Secrets


def open_data_folder(path: Path) -> DataFolder:
    """Open the folder, and make it when it is new; refuse what is not ours to touch."""
    path = Path(os.path.abspath(path))
    try:
        _refuse_what_cannot_hold_data(path)
        marker = path / MARKER
        if not marker.exists():
            _begin(path)
        _refuse_without_room(path, ROOM_TO_START)
        return _read(path, marker)
    except OSError as error:
        raise Refusal(as_sentence(error)) from error


def write_whole(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Write a file so that it is there whole or not at all, even after a power cut."""
    new = path.with_name(f"{path.name}.new")
    # Root also writes into folders of `nobody`, who shall not lead it elsewhere by a link.
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    descriptor = os.open(new, flags, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _refuse_what_cannot_hold_data(path: Path) -> None:
    # pg_ctl hands the path to a shell between double quotes.
    if any(sign in str(path) for sign in '"$`\\\n'):
        raise Refusal(f'The path {path} has one of the signs " $ ` \\ in it; choose another.')
    if path.exists() and not path.is_dir():
        raise Refusal(f"{path} is a file, not a folder; choose another with --data.")
    if path.exists() and not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise Refusal(f"This account may not read and write {path}; choose another with --data.")


def _begin(path: Path) -> None:
    if path.exists():
        _refuse_foreign_files(path)
    else:
        path.mkdir(parents=True)
        # Root's services run as `nobody`, who must be able to pass through, but not to look around.
        path.chmod(0o711 if os.geteuid() == 0 else 0o700)
    _refuse_without_room(path, ROOM_FOR_A_NEW_COMPANY)
    made = {key: secrets.token_urlsafe(48) for key in ("secret_key", "postgres", "valkey")}
    write_whole(path / SECRETS, json.dumps(made, indent=1) + "\n")
    identity = secrets.token_hex(6)
    marker = {
        "what": "The data of an Onderling intranet; docs/runbooks/ says how to keep it safe.",
        "format": FORMAT,
        "id": identity,
        "services": _choose_services_folder(path, identity),
    }
    write_whole(path / MARKER, json.dumps(marker, indent=1) + "\n", mode=0o644)


def _refuse_foreign_files(path: Path) -> None:
    ours = {SECRETS, f"{SECRETS}.new", f"{MARKER}.new", "lost+found", ".DS_Store"}
    if foreign := sorted(entry.name for entry in path.iterdir() if entry.name not in ours):
        raise Refusal(
            f"{path} holds files that are not Onderling's ({foreign[0]}); nothing was touched, "
            "choose an empty or a new folder with --data."
        )


def _refuse_without_room(path: Path, needed: int) -> None:
    free = shutil.disk_usage(path).free
    if free < needed:
        raise Refusal(
            f"{full_disk(path)[:-1]} ({free >> 20} MB left, {needed >> 20} MB are needed to start)."
        )


def _choose_services_folder(path: Path, identity: str) -> str:
    account = account_for(None)
    if not account.is_somebody_else or account.can_enter(path):
        return "services"
    return str(SHELTER / identity)


def _read(path: Path, marker: Path) -> DataFolder:
    try:
        said = json.loads(marker.read_text(encoding="utf-8"))
        kept = Secrets(**json.loads((path / SECRETS).read_text(encoding="utf-8")))
        folder = DataFolder(path, said["id"], path / said["services"], kept)
        newer = said["format"] > FORMAT
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refusal(
            f"The data folder {path} is damaged ({MARKER} or {SECRETS} is missing or cannot be "
            "read); put it back from a backup, docs/runbooks/backup.md says how."
        ) from error
    if newer:
        raise Refusal(f"{path} was made by a newer Onderling; start it with that version.")
    for name in FOLDERS:
        (path / name).mkdir(mode=0o700, exist_ok=True)
    return folder
