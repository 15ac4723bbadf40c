"""What a community is, and who changes that: its managers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.actions import (
    archive_community,
    change_community,
    change_cover,
    reopen_community,
)
from communities.forms import CoverForm, SettingsForm
from communities.policies import can_manage_community
from communities.views.scope import readable_community
from intranet.platform.htmx import render_fragment_or_page
from intranet.platform.judging import Advised, advise, reply_in
from intranet.platform.policy import require
from people.actions import store_picture


@require_http_methods(["GET", "POST"])
def change(request, slug):
    """Its name, what it is for, who may see it and who may post."""
    community = cared_for(request, slug)
    form = SettingsForm(request.POST or None, community=community)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data | {"reply": reply_in(request.POST)}
        try:
            change_community(manager=request.user, community=community, **words)
        except Advised as advice:
            advise(form, advice)
        else:
            messages.success(request, _("Saved"))
            return redirect("community_settings", slug)
    return show(request, community, form=form)


@require_POST
def cover(request, slug):
    """Its picture."""
    community = cared_for(request, slug)
    if "remove" in request.POST:
        change_cover(manager=request.user, community=community, cover=None)
        messages.success(request, _("The picture is gone"))
        return redirect("community_settings", slug)
    form = CoverForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            picture = store_picture(
                owner=request.user,
                audience=community.audience,
                file=form.cleaned_data["picture"],
                name=form.cleaned_data["picture"].name,
                alt=form.cleaned_data["alt"],
            )
        except ValidationError as error:
            form.add_error("picture", error)
        else:
            change_cover(manager=request.user, community=community, cover=picture)
            messages.success(request, _("Saved"))
            return redirect("community_settings", slug)
    return show(request, community, cover_form=form)


@require_http_methods(["GET", "POST"])
def archive(request, slug):
    """Let it only be read from now on, after saying what that means."""
    community = cared_for(request, slug)
    if request.method == "POST":
        archive_community(manager=request.user, community=community)
        messages.success(request, _("%(name)s is archived") % {"name": community.name})
        return redirect(community)
    context = {
        "community": community,
        "fragment": "communities/_archive.html",
        "title": _("Archive %(name)s?") % {"name": community.name},
    }
    return render_fragment_or_page(
        request, "communities/_archive.html", "communities/confirm.html", context
    )


@require_POST
def reopen(request, slug):
    """Let people post and answer again."""
    community = cared_for(request, slug)
    reopen_community(manager=request.user, community=community)
    messages.success(request, _("%(name)s is open again") % {"name": community.name})
    return redirect(community)


def cared_for(request, slug):
    """Fetch a community of which the reader is a manager."""
    community = readable_community(request, slug)
    require(
        can_manage_community(request.user, community),
        _("Only those who take care of this community can do this."),
    )
    return community


def show(request, community, *, form=None, cover_form=None):
    """Show the page, with what was typed in the form that was sent."""
    form = form or SettingsForm(community=community)
    alt = community.cover.alt if community.cover else ""
    cover_form = cover_form or CoverForm(initial={"alt": alt})
    status = 422 if form.errors or cover_form.errors else 200
    return render(
        request,
        "communities/settings.html",
        {"community": community, "form": form, "cover_form": cover_form},
        status=status,
    )
