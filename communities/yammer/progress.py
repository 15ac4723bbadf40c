"""How far an import is: a bar with rate and time left, or a line now and then in a log."""

import time
from typing import TextIO

WIDTH = 30
# Seconds between two looks on a terminal, and between two lines in a log.
ON_TERMINAL, IN_LOG = 0.2, 10.0


class Progress:
    """Counts what is done of each step, and says so."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.is_terminal = out.isatty()
        self.begun = time.monotonic()
        self.step("", 0)

    def step(self, name: str, total: int) -> None:
        """Begin a step of so many things; 0 when nobody knows how many."""
        self.name, self.total, self.done = name, total, 0
        self.step_begun = self.said_at = time.monotonic()

    def seen(self, count: int) -> None:
        """Count some more."""
        self.done += count
        now = time.monotonic()
        if now - self.said_at >= (ON_TERMINAL if self.is_terminal else IN_LOG):
            self.said_at = now
            self.say(now)

    def end(self) -> None:
        """Say how a step ended, and leave the line."""
        now = time.monotonic()
        self.say(now)
        if self.is_terminal:
            self.out.write("\n")
            self.out.flush()

    def say(self, now: float) -> None:
        """Write the bar in the place of the last one, or one more line."""
        rate = self.done / max(now - self.step_begun, 0.001)
        text = f"{self.name}: {self.done:,}"
        if self.total:
            share = min(self.done / self.total, 1)
            filled = round(share * WIDTH)
            left = (self.total - self.done) / rate if rate else 0
            text = (
                f"{self.name:<10} [{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%}"
                f" {self.done:,}/{self.total:,}, {rate:,.0f} a second, {spoken(left)} left"
            )
        self.out.write(f"\r{text}\x1b[K" if self.is_terminal else f"{text}\n")
        self.out.flush()

    @property
    def seconds(self) -> float:
        """How long the whole has taken until now."""
        return time.monotonic() - self.begun


def spoken(seconds: float) -> str:
    """Say a number of seconds as 0:42 or 1:02:03."""
    minutes, rest = divmod(round(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
