"""What the server of a browser test is still busy with when the test is over."""

import time
from threading import Lock

from django.core.signals import request_finished, request_started

# Seconds; what takes longer waits for a browser that has gone.
LONG_ENOUGH = 10


class Requests:
    """Counts those that came in and are not answered yet."""

    def __init__(self):
        self._running, self._lock = 0, Lock()
        request_started.connect(self._begins, weak=False)
        request_finished.connect(self._ends, weak=False)

    def _begins(self, **_signal):
        with self._lock:
            self._running += 1

    def _ends(self, **_signal):
        with self._lock:
            self._running -= 1

    def forget(self):
        """Count from nothing."""
        with self._lock:
            self._running = 0

    def wait(self):
        """Wait until all are answered."""
        deadline = time.monotonic() + LONG_ENOUGH
        while self._running > 0 and time.monotonic() < deadline:
            time.sleep(0.02)


requests = Requests()
