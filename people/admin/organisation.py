"""The organisation in the admin: its parts, its name and its looks."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from intranet.platform.models import Organisation
from intranet.platform.organisation import current_organisation
from people.actions import change_organisation, keep_part, remove_part
from people.actions.organising import require_no_team_circle
from people.admin.pages import PlainAdmin
from people.forms.administration import OrganisationForm
from people.models import FunctionProfile, Location, Skill, Team
from people.policies import can_manage_organisation

# Lightness and chroma of the tones that pages use, so that the swatch shows them all.
SWATCH = (("0.40", "0.10"), ("0.56", "0.12"), ("0.86", "0.05"), ("0.95", "0.02"))


class PartAdmin(PlainAdmin):
    """A part of the organisation, kept and removed by our actions."""

    search_fields = ("name",)
    ordering = ("name",)

    def save_model(self, request, obj, form, change):
        keep_part(actor=request.user, part=obj)

    def delete_model(self, request, obj):
        remove_part(actor=request.user, part=obj)

    def delete_queryset(self, request, queryset):
        for part in queryset:
            remove_part(actor=request.user, part=part)


admin.site.register([Location, FunctionProfile, Skill], PartAdmin)


@admin.register(Team)
class TeamAdmin(PartAdmin):
    """The tree of teams."""

    list_display = ("in_the_tree",)
    list_select_related = ("parent__parent__parent",)

    @admin.display(description=_("team"), ordering="name")
    def in_the_tree(self, team):
        """The team after what it is part of."""
        return team.path

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002
        form = super().get_form(request, obj, change=change, **kwargs)
        form.clean = clean_team
        return form


def clean_team(form):
    """Refuse a team that would be part of its own part, before it is saved."""
    team = Team(pk=form.instance.pk, name=form.cleaned_data.get("name", ""))
    team.parent = form.cleaned_data.get("parent")
    try:
        require_no_team_circle(team)
    except ValidationError as error:
        form.add_error("parent", error.messages[0])
    return form.cleaned_data


@admin.register(Organisation)
class OrganisationAdmin(PlainAdmin):
    """The one organisation."""

    heading = _("Name, logo and colour")
    form = OrganisationForm
    fields = (
        "name", "place_name", "hue", "swatch", "new_logo", "removes_logo", "values",
        "email_domains",
    )  # fmt: skip
    readonly_fields = ("swatch",)

    class Media:
        js = ("js/hue.js",)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return can_manage_organisation(request.user)

    def render_change_form(self, request, context, **kwargs):
        context |= {"is_the_only_one": True}
        return super().render_change_form(request, context, **kwargs)

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:platform_organisation_change", current_organisation().pk)

    @admin.display(description=_("preview"))
    def swatch(self, organisation):
        """The colour as pages show it, from dark to light."""
        rects = format_html_join(
            "",
            '<rect x="{}" width="60" height="44" fill="oklch({} {} {})"'
            ' data-lightness="{}" data-chroma="{}"/>',
            (
                (60 * place, light, chroma, organisation.hue, light, chroma)
                for place, (light, chroma) in enumerate(SWATCH)
            ),
        )
        return format_html(
            '<svg width="240" height="44" viewBox="0 0 240 44" data-hue-swatch role="img"'
            ' aria-label="{}">{}</svg>',
            organisation.hue,
            rects,
        )

    def save_model(self, request, obj, form, change):
        facts = {name: form.cleaned_data[name] for name in OrganisationForm.Meta.fields}
        change_organisation(
            actor=request.user,
            logo=form.cleaned_data["new_logo"],
            removes_logo=form.cleaned_data["removes_logo"],
            **facts,
        )
