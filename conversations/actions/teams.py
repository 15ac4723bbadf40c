"""Naming a whole team, after its author saw how many people that tells."""

import re
from collections.abc import Collection
from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.feeds import people_told
from people.models import Audience, Team

TEAM_LINK = re.compile(r'<a [^>]*data-team="(\d+)"[^>]*>.*?</a>', re.DOTALL)
# Who wants to reach more people at once announces it.
MOST_HEADS = 500


class AskFirst(ValidationError):
    """The text names teams, and its author did not see how many people that tells."""

    def __init__(self, sentence: str, *, heads: int) -> None:
        super().__init__(sentence)
        self.heads = heads


def ask_first(teams: Collection[int], *, audience: Audience, heads_seen: int) -> None:
    """Raise AskFirst when the teams are more people than the author knows of."""
    heads = people_told(teams, audience=audience)
    if heads > MOST_HEADS:
        raise ValidationError(
            _("That tells %(heads)s people at once. Name a smaller team, or let it be announced.")
            % {"heads": heads}
        )
    if heads > heads_seen:
        sentence = ngettext(
            "This also tells %(heads)s colleague of the team you name. Send it once more to do so.",
            "This also tells %(heads)s colleagues of the teams you name. Send it once more to do "
            "so.",
            heads,
        )
        raise AskFirst(sentence % {"heads": heads}, heads=heads)


def teams_named(ids: list[int], names: set[str]) -> dict[int, Team]:
    """Fetch which teams are meant, by id or by name; a name of two teams means neither."""
    found: dict[int, Team] = {}
    if ids:
        found = Team.objects.in_bulk(ids)
    if names:
        same_name: dict[str, list[Team]] = {}
        for team in Team.objects.alias(small_name=Lower("name")).filter(small_name__in=names):
            same_name.setdefault(team.name.lower(), []).append(team)
        found.update({teams[0].pk: teams[0] for teams in same_name.values() if len(teams) == 1})
    return found


def team_link(team: Any, link: str) -> str:
    """Write a mention with the team's real name; without such a team, only its words."""
    if team is None:
        return re.sub(r"<[^>]+>", "", link)
    address = f"/people/?team={team.pk}"
    return f'<a class="mention" data-team="{team.pk}" href="{address}">@{escape(team.name)}</a>'
