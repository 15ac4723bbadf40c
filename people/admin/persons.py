"""People in the admin: added and changed by the product's actions, never deleted."""

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.platform.policy import Refused
from intranet.platform.templating import icon
from people.actions import (
    add_person,
    change_person,
    deactivate_person,
    give_role,
    invite_person,
    reactivate_person,
)
from people.actions.employing import FIRST_FACTS, HR_FACTS
from people.admin.pages import PlainAdmin
from people.forms.administration import PersonForm, RoleForm
from people.models import User
from people.policies import can_give_roles, can_manage_people, can_manage_person

STANDING = {
    True: ("moss", "st-done", gettext_lazy("works here")),
    False: ("slate", "st-pause", gettext_lazy("no access")),
}


@admin.register(User)
class PersonAdmin(PlainAdmin):
    """One person, as HR keeps her."""

    list_display = (
        "name_and_job",
        "personnel_number",
        "email",
        "team_and_location",
        "standing",
    )
    list_filter = ("is_active", "kind_of_work", "location", "is_staff")
    list_select_related = ("team", "location")
    search_fields = ("name", "email", "personnel_number", "job_title")
    search_help_text = gettext_lazy("Name, e-mail, personnel number or job")
    words_on_site = gettext_lazy("Show the profile")
    autocomplete_fields = ("manager",)
    readonly_fields = ("standing", "joined_at", "welcomed_at", "last_login", "left_at")
    ordering = ("name",)
    actions = ("invite", "make_codes", "deactivate", "reactivate")
    show_full_result_count = False

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def name_and_job(self, person):
        """Her name, and below it what she does."""
        return format_html('{}<span class="help">{}</span>', person.name, person.job_title)

    @admin.display(description=gettext_lazy("team"), ordering="team__name")
    def team_and_location(self, person):
        """Where she belongs, and below it where that is."""
        return format_html(
            '{}<span class="help">{}</span>', person.team or "", person.location or ""
        )

    @admin.display(description=gettext_lazy("access"), ordering="is_active")
    def standing(self, person):
        """Whether she works here, in words."""
        tone, name, said = STANDING[person.is_active]
        return format_html(
            '<span class="status" data-tone="{}">{}{}</span>', tone, icon(name), said
        )

    def view_on_site(self, person):
        """Her profile, as colleagues see it."""
        return person.get_absolute_url()

    def get_queryset(self, request):
        return super().get_queryset(request).filter(is_system=False)

    def has_add_permission(self, request):
        return can_manage_people(request.user)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return can_manage_people(request.user)
        return can_manage_person(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002
        gives_roles = can_give_roles(request.user) and request.user != obj
        kwargs["form"] = RoleForm if gives_roles else PersonForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        names = list(self.get_form(request, obj, fields=None).base_fields)
        facts = [name for name in names if name != "language" or obj is None]
        known = [(gettext_lazy("What happened"), {"fields": self.readonly_fields})] if obj else []
        return [(None, {"fields": facts}), *known]

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        if change:
            facts = {name: given[name] for name in given if name in HR_FACTS}
            change_person(actor=request.user, person=obj, **facts)
        else:
            facts = {name: given[name] for name in given if name in FIRST_FACTS}
            person = add_person(actor=request.user, **facts)
            obj.pk, obj._state.adding = person.pk, False
        if "role" in given and "role" in form.changed_data:
            give_role(actor=request.user, person=User.objects.get(pk=obj.pk), role=given["role"])

    @admin.action(description=gettext_lazy("Invite by mail"))
    def invite(self, request, people):
        """Owe each of them a mail."""
        invited = self.done_for_each(request, people, invite_person)
        said = ngettext("%(count)s person is invited.", "%(count)s people are invited.", invited)
        messages.success(request, said % {"count": invited})

    @admin.action(description=gettext_lazy("Print codes for signing in"))
    def make_codes(self, request, people):
        """Go to the page where a sheet of codes is made."""
        chosen = [("chosen", pk) for pk in people.values_list("pk", flat=True)]
        return redirect(f"{reverse('admin:codes')}?{urlencode(chosen)}")

    @admin.action(description=gettext_lazy("End access: they do not work here any more"))
    def deactivate(self, request, people):
        """End their access, after asking once more."""
        if "sure" not in request.POST:
            context = {
                "people": people.order_by("name"),
                "ids": request.POST.getlist("_selected_action"),
            }
            return render(request, "people/admin/deactivate.html", context)
        left = self.done_for_each(request, people.filter(is_active=True), deactivate_person)
        said = ngettext("%(count)s person is signed out.", "%(count)s people are signed out.", left)
        messages.success(request, said % {"count": left})
        return None

    @admin.action(description=gettext_lazy("Let in again: they work here"))
    def reactivate(self, request, people):
        """Open their accounts again."""
        back = self.done_for_each(request, people.filter(is_active=False), reactivate_person)
        said = ngettext("%(count)s person is back.", "%(count)s people are back.", back)
        messages.success(request, said % {"count": back})

    def done_for_each(self, request, people, action):
        """Do something to each person; say for whom it could not be done, and why."""
        done = 0
        for person in people:
            try:
                action(actor=request.user, person=person)
                done += 1
            except Refused as refusal:
                messages.warning(request, _("%(name)s: %(why)s") % {"name": person, "why": refusal})
        return done
