"""Who has a blog, in the administration: given and closed there, and written in nowhere but by her.

Articles, questions and suggestions are not kept here: nobody opens or changes them in the admin.
"""

from django.contrib import admin, messages
from django.db.models import OuterRef, Subquery
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blogs.actions import close_blog, give_blog
from blogs.models import Blog
from conversations.models import Thread
from intranet.platform.policy import Refused
from intranet.platform.templating import icon
from intranet.platform.wording import day
from people.admin.pages import PlainAdmin
from people.policies import can_manage_people

STANDING = {
    "written": ("moss", "st-done", gettext_lazy("is written")),
    "closed": ("slate", "st-pause", gettext_lazy("is closed")),
    "left": ("slate", "st-pause", gettext_lazy("silent: its author has left")),
}


class StandingFilter(admin.SimpleListFilter):
    """Those in which somebody may write, or those that were closed."""

    title = gettext_lazy("standing")
    parameter_name = "closed"

    def lookups(self, request, model_admin):
        return [("no", gettext_lazy("open")), ("yes", gettext_lazy("is closed"))]

    def queryset(self, request, queryset):
        if self.value() in ("no", "yes"):
            return queryset.filter(closed_at__isnull=self.value() == "no")
        return queryset


@admin.register(Blog)
class BlogAdmin(PlainAdmin):
    """A blog, as whoever gives it sees it."""

    list_display = ("name", "owner", "kind", "last_article", "standing")
    list_filter = ("kind", StandingFilter)
    list_select_related = ("owner",)
    search_fields = ("name", "owner__name")
    search_help_text = gettext_lazy("Name of the blog or of its author")
    autocomplete_fields = ("owner",)
    fields = ("owner", "kind", "name")
    readonly_fields = ("last_article", "standing", "started_at", "closed_at")
    ordering = ("name",)
    words_on_site = gettext_lazy("Show the blog")
    when_empty = gettext_lazy("Nobody has a blog yet. Who leads people can also begin one alone.")
    show_full_result_count = False
    actions = ("close", "open_again")

    @admin.display(description=gettext_lazy("last article"))
    def last_article(self, blog):
        """When something appeared last; what it is called stands where it is read."""
        return day(blog.last_at) if blog.last_at else ""

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, blog):
        """How it goes, in words."""
        here = "written" if blog.owner.is_active else "left"
        tone, name, said = STANDING["closed" if blog.is_closed else here]
        return format_html(
            '<span class="status" data-tone="{}">{}{}</span>', tone, icon(name), said
        )

    def get_queryset(self, request):
        appeared = Thread.objects.published().filter(kind="article", article__blog=OuterRef("pk"))
        last = appeared.order_by("-published_at").values("published_at")[:1]
        return super().get_queryset(request).annotate(last_at=Subquery(last))

    def view_on_site(self, blog):
        """Where it is read."""
        return blog.get_absolute_url()

    def get_fields(self, request, obj=None):
        return self.fields if obj is None else (*self.fields, *self.readonly_fields)

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None:
            form.base_fields["kind"].choices = [
                choice for choice in Blog.Kind.choices if choice[0] != Blog.Kind.CARRIER
            ]
            form.base_fields["name"].required = False
            form.clean_owner = clean_owner
        return form

    def has_module_permission(self, request):
        return can_manage_people(request.user)

    def has_view_permission(self, request, obj=None):
        return can_manage_people(request.user)

    has_add_permission = has_module_permission

    def has_change_permission(self, request, obj=None):
        """What is in a blog, what it is called and for whom it is: its author says so."""
        return False

    has_delete_permission = has_change_permission

    def save_model(self, request, obj, form, change):
        facts = {name: form.cleaned_data[name] for name in ("owner", "kind", "name")}
        blog = give_blog(actor=request.user, **facts)
        obj.pk, obj.name, obj.slug, obj._state.adding = blog.pk, blog.name, blog.slug, False

    @admin.action(
        description=gettext_lazy("Close: what was written stays to be read"), permissions=["view"]
    )
    def close(self, request, blogs):
        """Let nothing be written there any more."""
        closed = blogs.filter(closed_at=None)
        for blog in (found := list(closed)):
            close_blog(actor=request.user, blog=blog)
        said = ngettext("%(count)s blog is closed.", "%(count)s blogs are closed.", len(found))
        messages.success(request, said % {"count": len(found)})

    @admin.action(description=gettext_lazy("Open again"), permissions=["view"])
    def open_again(self, request, blogs):
        """Let their authors write there again."""
        opened = 0
        for blog in blogs.exclude(closed_at=None).select_related("owner"):
            try:
                give_blog(actor=request.user, owner=blog.owner, kind=blog.kind)
                opened += 1
            except Refused as refusal:
                said = _("%(name)s: %(why)s") % {"name": blog.name, "why": refusal}
                messages.warning(request, said)
        said = ngettext("%(count)s blog is open again.", "%(count)s blogs are open again.", opened)
        messages.success(request, said % {"count": opened})


def clean_owner(form):
    """Refuse who left, before anything is saved; who has a blog is refused by its table."""
    owner = form.cleaned_data["owner"]
    if not owner.is_active:
        form.add_error("owner", _("%(name)s does not work here any more.") % {"name": owner.name})
    return owner
