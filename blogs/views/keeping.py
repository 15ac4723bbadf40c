"""Choosing a rhythm and marking holidays, on the page of settings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blogs.actions import choose_rhythm, mark_pause, remove_pause
from blogs.forms import PauseForm, RhythmForm
from blogs.models import Blog
from blogs.views.scope import readable_blog
from blogs.views.settings import show
from intranet.platform.htmx import leave_to


@require_POST
def choose(request, slug):
    """Choose when people may expect an article."""
    blog = own_blog(request, slug)
    form = RhythmForm(request.POST, blog=blog)
    done = _("Kept. You are reminded before each day.")
    return settle(request, blog, form, "rhythm_form", choose_rhythm, done)


@require_POST
def mark(request, slug):
    """Mark a holiday."""
    blog = own_blog(request, slug)
    form = PauseForm(request.POST)
    return settle(request, blog, form, "pause_form", mark_pause, _("Marked. Have a good time."))


@require_POST
def unmark(request, slug, pause_id):
    """Take a holiday away."""
    blog = own_blog(request, slug)
    pause = get_object_or_404(blog.pauses, pk=pause_id)
    remove_pause(owner=request.user, pause=pause)
    messages.success(request, _("Taken away"))
    return leave_to(request, f"{blog.get_absolute_url()}settings/#holidays")


def settle(request, blog, form, name, action, done):
    """Do what was typed, or give it back with what is wrong."""
    if form.is_valid():
        typed = dict(form.cleaned_data)
        if name == "rhythm_form":
            typed.setdefault("rhythm", Blog.Rhythm.NONE)
        try:
            action(owner=request.user, blog=blog, **typed)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, done)
            place = "rhythm" if name == "rhythm_form" else "holidays"
            return leave_to(request, f"{blog.get_absolute_url()}settings/#{place}")
    return show(request, blog, **{name: form})


def own_blog(request, slug):
    """Fetch one's own blog; nobody else's is there."""
    blog = readable_blog(request, slug)
    if blog.owner_id != request.user.pk:
        raise Http404
    return blog
