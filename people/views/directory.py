"""Finding colleagues, and naming one."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from intranet.platform.htmx import render_fragment_or_page, wants_fragment
from people import feeds
from people.forms.directory import DirectoryForm, SuggestionForm, TeamsNamedForm
from people.models import Location, Skill, User

MOST_SKILLS_OFFERED = 300


@require_GET
def people(request):
    """All colleagues, narrowed by words and filters."""
    form = DirectoryForm(request.GET)
    words, only = form.asked()
    cursor = request.GET.get("after", "")
    page = feeds.directory(request.user, words=words, only=only, cursor=cursor)
    query = request.GET.copy()
    query.pop("after", None)
    context = {"page": page, "words": words, "only": only, "query": query.urlencode()}
    if cursor and wants_fragment(request):
        return render(request, "people/_cards.html", context)
    context |= {
        "teams": feeds.team_choices(only["team"]),
        "locations": Location.objects.order_by("name"),
        "skills": Skill.objects.order_by("name")[:MOST_SKILLS_OFFERED],
        "kinds": User.WorkKind.choices,
        "is_narrowed": bool(words) or any(only.values()),
    }
    return render_fragment_or_page(
        request, "people/_directory.html", "people/directory.html", context
    )


@require_GET
def suggestions(request):
    """Whom or which team somebody may mean who types @, for the editor."""
    form = SuggestionForm(request.GET)
    found, teams = [], []
    if form.is_valid():
        asked = {"words": form.cleaned_data["q"], "audience_id": form.cleaned_data["place"]}
        found = feeds.people_to_name(request.user, **asked)
        if form.cleaned_data["only"] != "people":
            teams = feeds.teams_to_name(request.user, **asked)
    return JsonResponse(
        {
            "teams": [
                {"id": team.pk, "name": team.name, "role": heads_in_words(team.heads)}
                for team in teams
            ],
            "people": [
                {
                    "id": person.pk,
                    "name": person.name,
                    "role": person.role,
                    "photo": person.photo_url(96),
                    "initials": person.initials,
                    "tone": person.tone,
                }
                for person in found
            ],
        }
    )


@require_GET
def head_count(request):
    """How many people a text tells that names these teams, before it is sent."""
    form = TeamsNamedForm(request.GET)
    teams = [team.pk for team in form.cleaned_data["team"]] if form.is_valid() else []
    heads = feeds.heads_of(request.user, teams, audience_id=form.cleaned_data.get("place"))
    return JsonResponse({"heads": heads, "words": heads_in_words(heads) if heads else ""})


def heads_in_words(heads):
    """Say how many people are told."""
    return ngettext("tells %(num)s colleague", "tells %(num)s colleagues", heads) % {"num": heads}
