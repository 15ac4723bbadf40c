"""What the people of the synthetic company were told lately."""

import json
import uuid
from random import Random
from typing import TYPE_CHECKING

from intranet.measuring.company.sheets import NULL, Sheet, moment
from notifications.models import Notification

if TYPE_CHECKING:
    from intranet.measuring.company.places import Place
    from intranet.measuring.company.talk import Said

A_DAY = 86_400
KEPT = 60 * A_DAY
READ_LATELY, READ_BEFORE = 0.5, 0.95


class Bells:
    """Writes the bell entries of the last two months; older ones nobody looks at."""

    def __init__(self, rng: Random, now: float) -> None:
        self._rng, self._now = rng, now
        self.sheet = Sheet(
            Notification, "recipient_id", "event_id", "reason", "reasons", "actor_id",
            "subject_kind", "subject_id", "group_key", "audience_id", "created_at", "read_at",
        )  # fmt: skip

    def ring(self, reason: str, person: int, said: "Said", place: "Place", thread: int) -> None:
        """Tell somebody about a post."""
        if self._is_late(said) and person != said.author:
            self._add(reason, person, self._event(), said, place, ("thread", thread, thread))

    def ring_for_comment(
        self, number: int, thread: int, answer: "Said", place: "Place", opening: "Said", spoke: list
    ) -> None:  # fmt: skip
        """Tell the author and who spoke before about a comment."""
        if not self._is_late(answer):
            return
        event = self._event()
        for person in spoke:
            if person != answer.author:
                reason = "answered" if person == opening.author else "commented"
                self._add(reason, person, event, answer, place, ("comment", number, thread))

    def _add(
        self, reason: str, person: int, event: str, said: "Said", place: "Place", subject: tuple
    ) -> None:
        kind, number, thread = subject
        lately = self._now - said.at < 3 * A_DAY
        read = self._rng.random() < (READ_LATELY if lately else READ_BEFORE)
        at = moment(said.at)
        self.sheet.add(
            person, event, reason, json.dumps([reason]), said.author, kind, number,
            f"thread:{thread}", place.audience, at, at if read else NULL,
        )  # fmt: skip

    def _is_late(self, said: "Said") -> bool:
        return self._now - said.at < KEPT

    def _event(self) -> str:
        return str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
