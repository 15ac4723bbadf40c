"""What people do with communities."""

from communities.actions.announcing import acknowledge, ask_to_read_again, remind
from communities.actions.detailing import (
    AnnouncementPlan,
    Plan,
    PollPlan,
    PraisePlan,
    ProblemPlan,
)
from communities.actions.founding import (
    archive_community,
    change_community,
    change_cover,
    found_community,
    reopen_community,
)
from communities.actions.inviting import (
    accept_invitation,
    accept_request,
    ask_to_join,
    decline_invitation,
    decline_request,
    invite_to_community,
    withdraw_request,
)
from communities.actions.managing import appoint_manager, remove_member, step_down
from communities.actions.membership import join_community, leave_community, replace_leaver
from communities.actions.merging import merge_posts
from communities.actions.moving import move_post
from communities.actions.pinning import pin_post, unpin_post
from communities.actions.posting import edit_post, publish_post
from communities.actions.scheduling import (
    publish_due_post,
    publish_waiting_post,
    reschedule_post,
    schedule_post,
)
from communities.actions.visiting import choose_feed_order, mark_seen
from communities.actions.voting import close_poll, vote

__all__ = [
    "AnnouncementPlan",
    "Plan",
    "PollPlan",
    "PraisePlan",
    "ProblemPlan",
    "accept_invitation",
    "accept_request",
    "acknowledge",
    "appoint_manager",
    "archive_community",
    "ask_to_read_again",
    "ask_to_join",
    "change_community",
    "choose_feed_order",
    "close_poll",
    "change_cover",
    "decline_invitation",
    "decline_request",
    "edit_post",
    "found_community",
    "invite_to_community",
    "join_community",
    "leave_community",
    "mark_seen",
    "merge_posts",
    "move_post",
    "pin_post",
    "publish_due_post",
    "publish_post",
    "publish_waiting_post",
    "remind",
    "reschedule_post",
    "schedule_post",
    "vote",
    "remove_member",
    "reopen_community",
    "replace_leaver",
    "step_down",
    "unpin_post",
    "withdraw_request",
]
