"""Ending the mails of a blog from the mail itself (RFC 8058), without signing in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from blogs import actions
from blogs.policies import can_view_blog


@login_not_required
# The program of a mailbox posts here, which has no page of ours; the signed address is the token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request, token):
    """Ask whether to end these mails; end them when that is confirmed, or at once by one click."""
    found = actions.read_stop(token)
    if found is None:
        return render(request, "blogs/email/not_stopped.html", status=404)
    person, blog = found
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        # That of the mail, as long as nobody chose another one.
        translation.activate(person.language)
    if request.method == "POST":
        actions.stop_mail(person=person, blog=blog)
    named = blog if can_view_blog(person, blog) else None
    return render(
        request, "blogs/email/stop.html", {"blog": named, "is_over": request.method == "POST"}
    )
