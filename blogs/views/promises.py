"""Promises: marking one, telling what came of it, and reading all of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from blogs import feeds
from blogs.actions import make_promise, tell_of_promise
from blogs.forms import NewsForm, PromiseForm
from blogs.policies import can_tell_of_promise
from blogs.views.scope import readable_blog
from conversations.views.scope import readable_thread
from intranet.platform.htmx import leave_to, render_fragment_or_page, wants_fragment


@require_GET
def everything(request, slug):
    """Everything an author promised, with what came of it."""
    blog = readable_blog(request, slug)
    page = feeds.blog_promises(request.user, blog, cursor=request.GET.get("after", ""))
    context = {"blog": blog, "page": page}
    if request.GET.get("after") and wants_fragment(request):
        return render(request, "blogs/promises/_rows.html", context)
    return render(request, "blogs/promises/promises.html", context)


@require_POST
def make(request, thread_id):
    """Mark what one promised in an article or an answer."""
    thread = readable_thread(request, thread_id)
    form = PromiseForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([each for some in form.errors.values() for each in some])
        promise = make_promise(author=request.user, thread=thread, **form.cleaned_data)
    except ValidationError as error:
        context = {"promise_form": form, "thread": thread, "errors": error.messages}
        return render_fragment_or_page(
            request, "blogs/promises/_form.html", "blogs/promises/make.html", context, status=422
        )
    messages.success(request, _("Promised. Everybody can follow what comes of it."))
    return leave_to(request, f"{thread.get_absolute_url()}#promise-{promise.pk}")


@require_http_methods(["GET", "POST"])
def tell(request, promise_id):
    """Tell what came of a promise."""
    promise = feeds.promise_to_tell_of(request.user, promise_id)
    is_asked_for = request.method == "GET"
    if promise is None or (is_asked_for and not can_tell_of_promise(request.user, promise)):
        raise Http404
    form = NewsForm(request.POST or None, initial={"state": promise.state})
    if request.method == "POST" and form.is_valid():
        try:
            tell_of_promise(author=request.user, promise=promise, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("news", error)
        else:
            messages.success(request, _("Told. Who follows it hears it."))
            return leave_to(request, f"{promise.thread.get_absolute_url()}#promise-{promise.pk}")
    context = {"form": form, "promise": promise, "blog": promise.blog}
    return render(request, "blogs/promises/tell.html", context, status=422 if form.errors else 200)
