"""What may be said after `bin/run` and `bin/manage`."""

import argparse
from pathlib import Path

DEFAULT_PORT = 8000


def run_arguments(root: Path, words: list[str]) -> argparse.Namespace:
    """Read what was said after `bin/run`."""
    parser = argparse.ArgumentParser(
        prog="bin/run",
        allow_abbrev=False,
        description="Set up and start the whole product on this machine; Ctrl-C stops it.",
        epilog="DATABASE_URL and REDIS_URL, where set, stand in for the services of its own. "
        "docs/settings.md lists every setting.",
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        metavar="N",
        help=f"the port of the address, {DEFAULT_PORT} without; 0 takes a free one",
    )
    _add_data(parser, root)
    parser.add_argument("--empty", action="store_true", help="do not build the demo company")
    return parser.parse_args(words)


def manage_arguments(root: Path, words: list[str]) -> argparse.Namespace:
    """Read what was said after `bin/manage`; the command and its own words stay untouched."""
    parser = argparse.ArgumentParser(
        prog="bin/manage",
        allow_abbrev=False,
        description="Run one management command on the data, whether bin/run is running or not.",
    )
    _add_data(parser, root)
    parser.add_argument("command", nargs=argparse.REMAINDER, help="the command and its own options")
    return parser.parse_args(words)


def _add_data(parser: argparse.ArgumentParser, root: Path) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        default=root / ".data",
        metavar="DIR",
        help="the folder that keeps everything, .data without",
    )


def _port(word: str) -> int:
    if word.isdecimal() and int(word) <= 65535:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word} is not a port; a port is a number up to 65535")
