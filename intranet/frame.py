"""What the frame of every page shows around it: menu, communities, bell."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from communities.feeds import LINKS_IN_RAIL, rail_link, rail_rows, reader_alone
from intranet.platform.fragments import Token, TokenInput
from intranet.platform.templating import url
from moderation.policies import last_day_to_accept, must_accept_first
from moderation.querysets import reads_along
from people.admin.rail import rail


@dataclass(frozen=True)
class MenuItem:
    """A line in the main menu."""

    label: str
    url: str
    icon: str
    is_current: bool
    has_news: bool = False


class Frame:
    """Asked only by templates that draw a frame; each part is fetched when it is drawn."""

    home_url = "/"
    theme_url = "/settings/theme/"
    language_url = "/settings/language/"
    write_url = "/write/"

    def __init__(self, request):
        self.request = request
        self.path = request.path
        self.bell_url = url("bell")
        self.profile_url = request.user.get_absolute_url()
        self.settings_url = url("settings")
        self.sign_out_url = url("account_logout")
        self.people_url = url("people")
        self.search_url = url("search")
        self.quick_search_url = url("quick_search")
        self.communities_url = url("communities")
        self.admin_url = url("admin:index") if request.user.is_staff else None

    @cached_property
    def communities(self):
        """The reader's communities, in the order of a list she knows by heart."""
        return self.all_communities[:LINKS_IN_RAIL]

    @cached_property
    def all_communities(self):
        """All of them, for choosing where to post."""
        return [rail_link(row, self.path) for row in self.rows]

    @cached_property
    def rows(self):
        """The reader's communities as they are stored; the number of her bell came along."""
        return rail_rows(self.request.user)

    @cached_property
    def may_announce(self):
        """Whether the reader may announce somewhere, and is offered to."""
        manages = any(row.role == "manager" for row in self.rows)
        return manages or self.request.user.is_communications

    @cached_property
    def told(self):
        """A row that carries what bell and menu tell."""
        return self.rows[0] if self.rows else reader_alone(self.request.user)[0]

    @cached_property
    def unread(self):
        """How many unread things the bell holds, counted to 100."""
        return self.told.unread_lines

    @cached_property
    def code_to_accept(self):
        """The last day to accept the code of conduct, for who did not; it costs no query."""
        last_day = last_day_to_accept(self.request.user)
        return None if self.path.startswith(url("code")) else last_day

    @cached_property
    def must_accept_first(self):
        """Whether the reader only reads until she accepted the code."""
        return must_accept_first(self.request.user)

    @cached_property
    def administration(self):
        """What the reader may open in the administration, for its own rail."""
        return rail(self.request)

    @cached_property
    def menu(self):
        """The main menu: one line per part of the product."""
        has_news = self.told.blogs_have_news and self.path != url("blogs")
        in_blogs = self.path.startswith((url("blogs"), "/articles/", "/questions/"))
        lines = [
            MenuItem(_("Home"), "/", "home", self.path == "/"),
            MenuItem(
                _("Communities"), url("communities"), "talks", self.path == url("communities")
            ),
            MenuItem(_("Blogs"), url("blogs"), "pen", in_blogs, has_news),
            MenuItem(_("People"), url("people"), "users", self.path.startswith(url("people"))),
            MenuItem(
                _("Code of conduct"), url("code"), "shield", self.path.startswith(url("code"))
            ),
        ]
        on_desk = self.path.startswith(url("cases"))
        # Who takes care of a place has a desk there; it is in the menu when something lies on it.
        if on_desk or self.told.cases_wait or reads_along(self.request.user):
            waits = self.told.cases_wait and not on_desk
            lines.append(MenuItem(_("Reading along"), url("cases"), "scale", on_desk, waits))
        return lines


def frame(request):
    """Give templates the frame and the reader; a signed-out page has neither."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    token = Token(request)
    return {
        "csrf_token": token,
        "csrf_input": TokenInput(token),
        "viewer": user if signed_in else None,
        "frame": Frame(request) if signed_in else None,
    }
