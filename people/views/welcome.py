"""The first visit: is this you, which language, where do you want to belong, how do we go on."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods

from people.actions import change_photo, change_settings, welcome_person
from people.forms.profile import WelcomeForm
from people.views.next import next_page

SUGGESTED = 3


@require_http_methods(["GET", "POST"])
def welcome(request):
    """One page, shown once; it can be passed by."""
    if request.method == "POST" and "skip" in request.POST:
        welcome_person(person=request.user)
        return redirect(next_page(request, "/"))
    communities = import_string(settings.WELCOME_CHOICES)(request.user)
    code = import_string(settings.WELCOME_CODE)(request.user)
    form = WelcomeForm(
        request.POST or None,
        request.FILES or None,
        communities=communities,
        initial={"language": request.user.language},
    )
    if request.method == "POST" and form.is_valid() and keep(request, form):
        return redirect(next_page(request, "/"))
    context = {
        "form": form,
        "communities": communities,
        "code": code,
        "chosen": form["communities"].value() or [],
        "next": next_page(request, ""),
    }
    return render(request, "people/welcome.html", context, status=422 if form.errors else 200)


def keep(request, form):
    """Keep the answers; a photo that is none, or another code meanwhile, leaves all as it was."""
    person, photo = request.user, form.cleaned_data["photo"]
    code, about = form.cleaned_data["code"], None
    try:
        with transaction.atomic():
            change_settings(person=person, language=form.cleaned_data["language"])
            import_string(settings.WELCOME_JOIN)(person, form.cleaned_data["communities"])
            welcome_person(person=person)
            if code is not None:
                import_string(settings.WELCOME_ACCEPT)(person, code)
            about = "photo"
            if photo:
                change_photo(actor=person, person=person, file=photo, name=photo.name)
    except ValidationError as error:
        form.add_error(about, error)
        return False
    return True
