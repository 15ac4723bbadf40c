"""What people do with communities."""

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
from communities.actions.visiting import choose_feed_order, mark_seen

__all__ = [
    "accept_invitation",
    "accept_request",
    "appoint_manager",
    "archive_community",
    "ask_to_join",
    "change_community",
    "choose_feed_order",
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
    "publish_post",
    "remove_member",
    "reopen_community",
    "replace_leaver",
    "step_down",
    "unpin_post",
    "withdraw_request",
]
