"""Ctrl-C, a closed terminal and SIGTERM: all three mean, stop cleanly, once."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """Whoever started the house wants it to stop."""


class Interruptions:
    """Turns the first signal into `Interrupted` and lets nothing disturb the stopping after it."""

    def __init__(self) -> None:
        self._came = False
        self._told = False
        self._holding = False
        self.listen()

    def listen(self) -> None:
        """Receive the signals from now on."""
        for number in SIGNALS:
            signal.signal(number, self._receive)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Let a signal wait until the block is done."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._came:
            self._tell()

    def _receive(self, number: int, frame: object) -> None:
        self._came = True
        if not self._holding:
            self._tell()

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            raise Interrupted
