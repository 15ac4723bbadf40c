"""What the screens about people show, each in a constant number of queries."""

from people.feeds.devices import Device, devices_of, ways_to_sign_in
from people.feeds.directory import directory, people_to_name, team_choices
from people.feeds.named import colleague_named
from people.feeds.profile import fresh_copy, is_muted, line_of_managers, reports_of, team_path
from people.feeds.teams import heads_of, members_of, people_told, teams_by_path, teams_to_name
from people.feeds.tokens import tokens_of
from people.feeds.waiting import people_to_activate, people_to_invite

__all__ = [
    "Device",
    "colleague_named",
    "devices_of",
    "directory",
    "fresh_copy",
    "heads_of",
    "is_muted",
    "line_of_managers",
    "members_of",
    "people_to_activate",
    "people_to_invite",
    "people_to_name",
    "people_told",
    "reports_of",
    "team_choices",
    "team_path",
    "teams_by_path",
    "teams_to_name",
    "tokens_of",
    "ways_to_sign_in",
]
