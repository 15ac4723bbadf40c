"""How the audit log tells what people did with communities and posts."""

from django.utils.translation import gettext_lazy as _

# After the name of who did it.
ACTS = {
    "communities.announcement.new_version": _("asked everybody to read an announcement anew"),
    "communities.announcement.reminded": _("reminded people of an announcement"),
    "communities.community.archived": _("archived a community"),
    "communities.community.changed": _("changed a community"),
    "communities.community.cover_changed": _("changed the picture of a community"),
    "communities.community.founded": _("founded a community"),
    "communities.community.reopened": _("reopened a community"),
    "communities.import.ended": _("brought in talk from the old network"),
    "communities.import.taken_back": _("took back what came from the old network"),
    "communities.manager.appointed": _("asked a colleague to take care of a community too"),
    "communities.manager.stepped_down": _("takes care of a community no longer"),
    "communities.member.joined": _("joined a community"),
    "communities.member.left": _("left a community"),
    "communities.member.removed": _("took somebody out of a community"),
    "communities.person.asked": _("asked to join a community"),
    "communities.person.invited": _("invited a colleague into a community"),
    "communities.poll.closed": _("closed a poll"),
    "communities.post.merged": _("merged two posts"),
    "communities.post.moved": _("moved a post"),
    "communities.post.pinned": _("pinned a post"),
    "communities.post.published": _("posted something"),
    "communities.post.rescheduled": _("chose another moment for a post"),
    "communities.post.scheduled": _("scheduled a post"),
    "communities.post.unpinned": _("unpinned a post"),
    "communities.request.accepted": _("let somebody into a community"),
    "communities.request.declined": _("declined a request to join"),
}
