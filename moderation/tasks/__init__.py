"""What follows around the code of conduct, and around cases."""

from moderation.tasks.cases import (
    look_after_cases,
    mail_the_decision,
    mail_what_was_decided_again,
    take_off_the_bells,
    tell_that_it_was_not_changed,
    tell_the_author_the_decision,
    tell_what_was_decided_again,
    tell_who_can_decide,
    tell_who_can_decide_again,
    tell_who_is_in_the_dialogue,
    tell_who_reported,
    tell_who_waits,
)
from moderation.tasks.code import (
    begin_code_of_the_day,
    tell_everybody_of_the_code,
    tell_who_is_asked_about_a_draft,
    tell_whose_remark_was_answered,
)
from moderation.tasks.rules import go_on_with_dry_run

__all__ = [
    "begin_code_of_the_day",
    "go_on_with_dry_run",
    "look_after_cases",
    "mail_the_decision",
    "mail_what_was_decided_again",
    "take_off_the_bells",
    "tell_everybody_of_the_code",
    "tell_that_it_was_not_changed",
    "tell_the_author_the_decision",
    "tell_what_was_decided_again",
    "tell_who_can_decide",
    "tell_who_can_decide_again",
    "tell_who_is_asked_about_a_draft",
    "tell_who_is_in_the_dialogue",
    "tell_who_reported",
    "tell_who_waits",
    "tell_whose_remark_was_answered",
]
