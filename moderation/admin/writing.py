"""Writing a rule in the administration: the form, the text to try, and how it is kept."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intranet.platform import clock
from intranet.platform.clock import day_here
from intranet.platform.htmx import wants_fragment
from moderation.actions.rehearsing import try_as_written
from moderation.actions.ruling import StaleRule, change_draft, draft_rule, put_to_work
from moderation.admin.scope import add_problems
from moderation.feeds import rules as feeds
from moderation.feeds.rehearsals import rehearsal_of
from moderation.feeds.ruleversions import changes, history_of
from moderation.feeds.trying import tried
from moderation.feeds.writing import (
    facts_of,
    fingerprint,
    problems_of,
    version_that_works,
    version_to_write,
)
from moderation.forms import RuleForm, SinceForm
from moderation.models import Rule, RuleVersion
from moderation.querysets import begin_of
from moderation.screening.patterns import in_words, problem_of

MOST_TRIED = 20_000
# What was written in the last three months says enough of most rules.
USUALLY = timedelta(days=90)


@require_http_methods(["GET", "POST"])
def new(request):
    """A rule that does not exist yet."""
    return page(request, None, None)


@require_http_methods(["GET", "POST"])
def edit(request, rule_id):
    """A rule: how it works, or the draft of its next version."""
    rule = Rule.objects.filter(pk=rule_id).first()
    version = version_to_write(rule) if rule else None
    if version is None:
        raise Http404
    return page(request, rule, version)


def page(request, rule, version):
    """Show the form; with POST keep what was typed, or try a text on it and keep nothing."""
    form = RuleForm(request.POST or None, viewer=request.user, version=version)
    since = SinceForm(
        request.POST or None, initial={"since": day_here(clock.now() - USUALLY)}, auto_id="dry_%s"
    )
    do, theirs, outcome = request.POST.get("do", ""), None, None
    if request.method == "POST" and do == "try":
        form.is_valid()
        outcome = tried(form.looks, request.POST.get("text", "")[:MOST_TRIED])
        # Nothing is kept, so nothing can be wrong yet.
        form._errors, since._errors = ErrorDict(), ErrorDict()
        if wants_fragment(request):
            return render(request, "moderation/rules/_tried.html", told(form, outcome))
    elif request.method == "POST":
        if do != "dry":
            since._errors = ErrorDict()
        if form.is_valid() and since.is_valid():
            try:
                return kept(request, rule, form, since, do)
            except StaleRule as stale:
                theirs = differences(form, stale.theirs)
                form.data = form.data.copy()
                form.data["seen"] = fingerprint(stale.theirs)
                form.add_error(None, stale.messages[0])
            except ValidationError as error:
                say(form, since, error)
    context = around(request, rule, version, form) | told(form, outcome)
    context |= {"since": since, "theirs": theirs}
    status = 422 if form.errors or since.errors else 200
    return render(request, "moderation/rules/rule.html", context, status=status)


def kept(request, rule, form, since, do):
    """Keep what was typed: as a draft, at work at once, or to try it on what was written before."""
    facts = {"actor": request.user, **form.facts}
    seen = form.cleaned_data["seen"]
    if do == "on":
        version = put_to_work(rule=rule, seen=seen, **facts)
        said = feeds.begins_in_words(version)
        messages.success(request, _("Switched on: %(since)s.") % {"since": said})
    elif do == "dry":
        moment = begin_of(since.cleaned_data["since"])
        version = try_as_written(rule=rule, seen=seen, since=moment, **facts).version
        return redirect(reverse("admin:rule", args=[version.rule_id]) + "#dry")
    elif rule is None:
        version = draft_rule(**facts)
        messages.success(request, _("Kept as a draft. Nothing of it works yet."))
    else:
        version = change_draft(rule=rule, seen=seen, **facts)
        messages.success(request, _("Kept as a draft. What works now goes on as it is."))
    return redirect("admin:rule", version.rule_id)


def say(form, since, error):
    """Say what an action refused, beside the field where it has one."""
    if hasattr(error, "error_dict") and "since" in error.error_dict:
        add_problems(since, error)
    else:
        add_problems(form, error)


def differences(form, theirs):
    """Return the parts of a rule that somebody else wrote otherwise."""
    typed = RuleVersion(**facts_of(theirs) | form.facts)
    return list(changes(theirs, typed))


def told(form, outcome):
    """Return what a text that was tried shows."""
    action = form["action"].value()
    known = dict(form.fields["action"].choices)
    return {
        "outcome": outcome,
        "tried_action": action if action in known else "",
        "consequences": feeds.consequences,
    }


def around(request, rule, version, form):
    """Return what stands around the form: its state, its dry run, its history."""
    working = version_that_works(rule) if rule else None
    patterns = str(form["patterns"].value() or "").splitlines()
    shown = [pattern.strip() for pattern in patterns if pattern.strip()]
    today = day_here(clock.now())
    return {
        "rule": rule,
        "version": version,
        "working": working,
        "working_since": feeds.begins_in_words(working) if working else "",
        "is_draft": version is None or version.stage == RuleVersion.Stage.DRAFT,
        "form": form,
        "text": request.POST.get("text", "")[:MOST_TRIED],
        "patterns": [(one, in_words(one), problem_of(one)) for one in shown[:20]],
        "problems": problems_of(version, today) if version else {},
        "history": history_of(rule) if rule else [],
        "rehearsal": rehearsal_of(rule, version, request.user) if rule else None,
    }
