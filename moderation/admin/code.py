"""The code of conduct in the administration: its drafts, its versions, and who accepted them."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation.actions.agreeing import agree_on_code, call_code_off, change_begin_of_code
from moderation.actions.drafting import StaleDraft, start_draft, throw_draft_away
from moderation.admin import acceptances, drafts
from moderation.admin.scope import add_problems, draft_of, for_hr
from moderation.feeds import code as feeds
from moderation.feeds import drafts as draft_feeds
from moderation.forms import AgreeForm, BeginForm
from moderation.models import CodeVersion
from moderation.policies import can_manage_code


@admin.register(CodeVersion)
class CodeAdmin(admin.ModelAdmin):
    """Pages of ours, under the addresses at which Django keeps versions."""

    def has_module_permission(self, request):
        return can_manage_code(request.user)

    has_view_permission = has_module_permission

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def get_urls(self):
        ours = [
            ("", versions, "moderation_codeversion_changelist"),
            ("drafts/", start, "start_code_draft"),
            ("drafts/<int:draft_id>/", drafts.overview, "code_draft"),
            ("drafts/<int:draft_id>/words/", drafts.words, "code_draft_words"),
            ("drafts/<int:draft_id>/add/", drafts.add, "add_code_section"),
            ("drafts/<int:draft_id>/sections/<int:section_id>/", drafts.edit, "code_section"),
            ("drafts/<int:draft_id>/sections/<int:section_id>/move/", drafts.move, "move_section"),
            (
                "drafts/<int:draft_id>/sections/<int:section_id>/remove/",
                drafts.remove,
                "remove_section",
            ),
            ("drafts/<int:draft_id>/readers/", drafts.readers, "code_readers"),
            ("drafts/<int:draft_id>/readers/remove/", drafts.uninvite, "end_code_reader"),
            ("drafts/<int:draft_id>/remarks/", drafts.remarks, "code_remarks"),
            ("drafts/<int:draft_id>/agree/", agree, "agree_on_code"),
            ("drafts/<int:draft_id>/throw-away/", throw_away, "throw_code_draft_away"),
            ("versions/<int:number>/begin/", begin, "code_begin"),
            ("versions/<int:number>/call-off/", call_off, "call_code_off"),
            ("accepted/", acceptances.who, "code_acceptances"),
            ("accepted/<int:number>.csv", acceptances.export, "export_acceptances"),
        ]
        site = self.admin_site
        return [path(place, site.admin_view(for_hr(view)), name=name) for place, view, name in ours]


@require_http_methods(["GET"])
def versions(request):
    """What is being talked about, and what was agreed."""
    context = {
        "drafts": draft_feeds.drafts(),
        "versions": feeds.all_versions(),
        "current": feeds.current_code(),
    }
    return render(request, "moderation/code/admin/versions.html", context)


@require_http_methods(["POST"])
def start(request):
    """Make a draft, like the newest version or empty."""
    draft = start_draft(actor=request.user, copies=request.POST.get("like") == "newest")
    return redirect("admin:code_draft", draft.pk)


@require_http_methods(["GET", "POST"])
def throw_away(request, draft_id):
    """Throw a draft away, after asking once more."""
    draft = draft_of(request, draft_id)
    if request.method == "POST":
        throw_draft_away(actor=request.user, draft=draft)
        messages.success(request, _("The draft is thrown away."))
        return redirect("admin:moderation_codeversion_changelist")
    return render(request, "moderation/code/admin/throw_away.html", {"draft": draft})


@require_http_methods(["GET", "POST"])
def agree(request, draft_id):
    """Agree on a draft: when it begins, how long people have, and with whom it was agreed."""
    draft = draft_of(request, draft_id)
    first = feeds.current_code() is None and not feeds.agreed_versions()
    given = {
        "seen": draft_feeds.fingerprint(draft),
        "grace_days": draft.grace_days,
        "is_material": "yes",
        "agreed_with_nl": draft.agreed_with_nl,
        "agreed_with_en": draft.agreed_with_en,
    }
    form = AgreeForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("begins_on", "grace_days")}
        facts |= {"is_material": form.cleaned_data["is_material"], **form.words}
        try:
            version = agree_on_code(
                actor=request.user, draft=draft, seen=form.cleaned_data["seen"], **facts
            )
        except StaleDraft as stale:
            form.data = form.data.copy() | {"seen": draft_feeds.fingerprint(draft)}
            form.add_error(None, stale.messages[0])
        except ValidationError as error:
            add_problems(form, error)
        else:
            said = _("Version %(number)s is agreed.") % {"number": version.number}
            messages.success(request, said)
            return redirect("admin:moderation_codeversion_changelist")
    context = {
        "draft": draft,
        "form": form,
        "problems": draft_feeds.problems_of(draft),
        "is_first": first,
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/code/admin/agree.html", context, status=status)


@require_http_methods(["GET", "POST"])
def begin(request, number):
    """Let a version that has not begun begin on another day."""
    version = version_of(number)
    form = BeginForm(request.POST or None, initial={"begins_on": version.begins_on})
    if request.method == "POST" and form.is_valid():
        try:
            change_begin_of_code(actor=request.user, version=version, **form.cleaned_data)
        except ValidationError as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The day is changed."))
            return redirect("admin:moderation_codeversion_changelist")
    context = {"version": version, "form": form}
    status = 422 if form.errors else 200
    return render(request, "moderation/code/admin/begin.html", context, status=status)


@require_http_methods(["GET", "POST"])
def call_off(request, number):
    """Call a version off before it begins, after asking once more."""
    version = version_of(number)
    problem = ""
    if request.method == "POST":
        try:
            draft = call_code_off(actor=request.user, version=version)
        except ValidationError as error:
            problem = error.messages[0]
        else:
            messages.success(request, _("It is called off, and a draft again."))
            return redirect("admin:code_draft", draft.pk)
    context = {"version": version, "problem": problem}
    status = 422 if problem else 200
    return render(request, "moderation/code/admin/call_off.html", context, status=status)


def version_of(number):
    """Fetch an agreed version; 404 for what is none."""
    found = feeds.version_numbered(number)
    if found is None:
        raise Http404
    return found
