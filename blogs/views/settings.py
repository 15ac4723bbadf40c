"""Beginning a blog, and what it is called and who reads it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blogs.actions import change_blog, start_blog
from blogs.feeds.rhythm import local_day
from blogs.forms import BlogForm, PauseForm, RhythmForm
from blogs.views.scope import readable_blog
from intranet.platform import clock
from intranet.platform.htmx import leave_to
from intranet.platform.judging import Advised, advise, reply_in
from people.feeds import teams_by_path


@require_POST
def start(request):
    """Begin one's own blog, as somebody who leads people."""
    blog = start_blog(owner=request.user)
    messages.success(request, _("Your blog is there. Give it a name and say what it is about."))
    return leave_to(request, f"{blog.get_absolute_url()}settings/")


@require_http_methods(["GET", "POST"])
def change(request, slug):
    """Change what one's own blog is called, what it is about and for whom it is."""
    blog = readable_blog(request, slug)
    if blog.owner_id != request.user.pk:
        raise Http404
    form = BlogForm(request.POST or None, initial=facts_of(blog))
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data | {"reply": reply_in(request.POST)}
            change_blog(owner=request.user, blog=blog, **words)
        except Advised as advice:
            advise(form, advice)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept"))
            return leave_to(request, blog.get_absolute_url())
    return show(request, blog, form=form)


def show(request, blog, *, form=None, rhythm_form=None, pause_form=None):
    """Show the page, with what was refused on one of its forms."""
    forms = {
        "form": form or BlogForm(initial=facts_of(blog)),
        "rhythm_form": rhythm_form or RhythmForm(blog=blog),
        "pause_form": pause_form or PauseForm(),
    }
    today = local_day(blog.owner, clock.now())
    pauses = blog.pauses.filter(ends_on__gte=today).order_by("starts_on")
    status = 422 if any(each.errors for each in forms.values()) else 200
    context = {"blog": blog, "pauses": pauses, "teams": teams_by_path(), **forms}
    return render(request, "blogs/settings.html", context, status=status)


def facts_of(blog):
    """Return what stands in the form before anything is changed."""
    teams = [given.team_id for given in blog.audience.teams.all()]
    return {"name": blog.name, "about": blog.about, "teams": teams}
