"""A dry run in the administration: how far it is, stopping it, and what one says of examples."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intranet.platform.htmx import wants_fragment
from moderation.actions.rehearsing import judge_example, stop_dry_run
from moderation.feeds.rehearsals import rehearsal_of
from moderation.feeds.writing import version_to_write
from moderation.models import DryRun, DryRunHit, Rule


@require_http_methods(["GET"])
def progress(request, rule_id):
    """How far the last dry run of a rule is; without script the page of the rule."""
    return show(request, rule_of(rule_id))


@require_http_methods(["POST"])
def stop(request, rule_id):
    """Stop the dry run of a rule."""
    rule = rule_of(rule_id)
    for run in DryRun.objects.filter(version__rule=rule):
        stop_dry_run(actor=request.user, run=run)
    return show(request, rule)


@require_http_methods(["POST"])
def judge(request, rule_id):
    """Say of an example whether it was found rightly; 404 for what one may not read."""
    rule = rule_of(rule_id)
    number = request.POST.get("example", "")
    examples = DryRunHit.objects.filter(run__version__rule=rule)
    example = examples.filter(pk=number if number.isdecimal() and len(number) < 19 else 0).first()
    rehearsal = rehearsal_of(rule, version_to_write(rule), request.user)
    shown = {sample.hit.pk for sample in rehearsal.samples} if rehearsal else set()
    if example is None or example.pk not in shown:
        raise Http404
    judge_example(actor=request.user, example=example, is_right=request.POST.get("is") == "right")
    return show(request, rule)


def show(request, rule):
    """Show a dry run: for htmx by itself, else on the page of its rule."""
    if not wants_fragment(request):
        return redirect(reverse("admin:rule", args=[rule.pk]) + "#dry")
    version = version_to_write(rule)
    context = {"rule": rule, "rehearsal": rehearsal_of(rule, version, request.user)}
    return render(request, "moderation/rules/_rehearsal.html", context)


def rule_of(rule_id):
    """Fetch a rule; 404 for what is none."""
    found = Rule.objects.filter(pk=rule_id).first()
    if found is None or version_to_write(found) is None:
        raise Http404
    return found
