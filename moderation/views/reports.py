"""Reporting what does not keep to the code, and what became of one's reports."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from intranet.platform.htmx import leave_to, render_fragment_or_page
from intranet.platform.moderated import lender_of
from intranet.platform.paging import page_by_time
from moderation.actions import report as report_it
from moderation.feeds.wordings import titles_of
from moderation.forms.desk import ReportForm
from moderation.models import Report
from moderation.policies import can_see_to_report

REPORTS_A_PAGE = 20


@require_http_methods(["GET", "POST"])
def report(request, kind, subject_id):
    """Report a thread or a comment."""
    evidence = reportable(request, kind, subject_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_it(reporter=request.user, kind=kind, subject_id=subject_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Thank you. You hear what is decided."))
            return leave_to(request, evidence.url)
    context = {
        "form": form,
        "evidence": evidence,
        "title": _("Report this"),
        "back": evidence.url,
    }
    return render_fragment_or_page(
        request,
        "moderation/reports/_report.html",
        "moderation/reports/report.html",
        context,
        status=422 if form.errors else 200,
    )


def reportable(request, kind, subject_id):
    """Fetch what this person can read and may report; 404 for everything else."""
    if kind not in ("thread", "comment"):
        raise Http404
    evidence = lender_of(kind).evidence(subject_id)
    if evidence is None or not can_see_to_report(request.user, evidence):
        raise Http404
    return evidence


@require_GET
def reports(request):
    """What one reported, and what became of it."""
    own = Report.objects.readable_by(request.user).select_related("case")
    own = own.prefetch_related("case__decisions", "case__wordings")
    page = page_by_time(
        own, field="reported_at", cursor=request.GET.get("after", ""), size=REPORTS_A_PAGE
    )
    titles = titles_of(each.section_id for each in page)
    context = {"page": page, "titles": titles}
    return render(request, "moderation/reports/reports.html", context)
