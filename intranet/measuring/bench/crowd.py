"""Eight people at once: how many pages a second come back, and whether all of them do."""

import threading
import time

from intranet.measuring.line import Line

SECONDS = 3.0


def crowd(lines: list[Line], path: str) -> tuple[float, int]:
    """Let all of them ask for one page as fast as they can; return pages a second and failures."""
    answers: list[int] = []
    until = time.monotonic() + SECONDS
    people = [
        threading.Thread(target=keep_asking, args=(line, path, until, answers)) for line in lines
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return len(answers) / SECONDS, sum(status != 200 for status in answers)


def keep_asking(line: Line, path: str, until: float, answers: list[int]) -> None:
    """Ask until the time is over; a line that breaks counts as a failure."""
    while time.monotonic() < until:
        try:
            answers.append(line.ask(path).status)
        except OSError:
            answers.append(0)
