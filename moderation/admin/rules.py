"""The rules that read along in the administration: written, tried, switched on and off by HR."""

from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intranet.platform.judging import Kind, Place
from intranet.platform.policy import require
from moderation.actions.ruling import switch_off, throw_rule_draft_away
from moderation.admin import rehearsals, writing
from moderation.feeds import rules as feeds
from moderation.feeds.trying import tried_by_all
from moderation.feeds.wordings import sections_now
from moderation.feeds.writing import version_that_works, version_to_write
from moderation.models import Rule
from moderation.policies import can_manage_rules

SHOWN = ("all", "on", "draft")
MOST_TRIED = 20_000
# Names of files go along with other things, and are tried with them.
TRIED_AS = [kind for kind in Kind if kind != Kind.FILE]


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """Pages of ours, under the addresses at which Django keeps rules."""

    def has_module_permission(self, request):
        return can_manage_rules(request.user)

    has_view_permission = has_module_permission

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def get_urls(self):
        ours = [
            ("", every, "moderation_rule_changelist"),
            ("new/", writing.new, "new_rule"),
            ("try/", try_all, "try_rules"),
            ("<int:rule_id>/", writing.edit, "rule"),
            ("<int:rule_id>/off/", off, "switch_rule_off"),
            ("<int:rule_id>/throw-away/", throw_away, "throw_rule_away"),
            ("<int:rule_id>/dry-run/", rehearsals.progress, "dry_run"),
            ("<int:rule_id>/dry-run/stop/", rehearsals.stop, "stop_dry_run"),
            ("<int:rule_id>/dry-run/examples/", rehearsals.judge, "judge_example"),
        ]
        site = self.admin_site
        return [path(place, site.admin_view(for_hr(view)), name=name) for place, view, name in ours]


def for_hr(view):
    """Let only HR in; what cannot be done to a rule any more is said where rules are listed."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        require(can_manage_rules(request.user), _("Only HR writes rules."))
        try:
            return view(request, *args, **kwargs)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return redirect("admin:moderation_rule_changelist")

    return guarded


@require_http_methods(["GET"])
def every(request):
    """Every rule: where it looks, what it does, and how often it found something this month."""
    show = request.GET.get("show", "all")
    show = show if show in SHOWN else "all"
    context = {
        "rules": feeds.all_rules(request.user, show=show),
        "show": show,
        "least": feeds.LEAST,
        "has_code": bool(sections_now()),
    }
    return render(request, "moderation/rules/list.html", context)


@require_http_methods(["GET", "POST"])
def try_all(request):
    """A text, and what all rules in force would do with it."""
    text = request.POST.get("text", "")[:MOST_TRIED]
    kind = request.POST.get("kind", Kind.POST)
    place = Place(kind if kind in TRIED_AS else Kind.POST)
    context = {
        "text": text,
        "tried_as": place.kind,
        "kinds": [(each.value, each.label) for each in TRIED_AS],
        "found": tried_by_all(text, place) if text.strip() else None,
        "consequences": feeds.consequences,
    }
    return render(request, "moderation/rules/try.html", context)


@require_http_methods(["POST"])
def off(request, rule_id):
    """Let a rule do nothing from now on."""
    rule = rule_of(rule_id)
    switch_off(actor=request.user, rule=rule)
    messages.success(request, _("The rule is off. It does nothing from now on."))
    return redirect("admin:rule", rule.pk)


@require_http_methods(["GET", "POST"])
def throw_away(request, rule_id):
    """Throw the draft of a rule away, after asking once more."""
    rule = rule_of(rule_id)
    if request.method == "POST":
        is_gone = throw_rule_draft_away(actor=request.user, rule=rule)
        messages.success(request, _("The draft is thrown away."))
        if is_gone:
            return redirect("admin:moderation_rule_changelist")
        return redirect("admin:rule", rule.pk)
    version = version_to_write(rule)
    context = {"rule": rule, "version": version, "working": version_that_works(rule)}
    return render(request, "moderation/rules/throw_away.html", context)


def rule_of(rule_id):
    """Fetch a rule; 404 for what is none."""
    found = Rule.objects.filter(pk=rule_id).first()
    if found is None:
        raise Http404
    return found
