"""What the administration consists of, for whoever looks: its rail and its front page."""

from dataclasses import dataclass, replace

from django.contrib import admin
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from people.models import Skill
from people.policies import can_give_roles, can_manage_organisation, can_manage_people

# Apps whose pages have lines of our own below.
OURS = {"people", "platform", "mfa", "moderation"}


@dataclass(frozen=True)
class Line:
    """One place to go to."""

    label: str
    url: str
    icon: str
    words: str = ""
    is_current: bool = False
    has_news: bool = False


@dataclass(frozen=True)
class Part:
    """Lines that belong together."""

    name: str
    anchor: str
    lines: list[Line]


def rail(request) -> list[Part]:
    """Return what this person may open in the administration."""
    parts = []
    if can_manage_people(request.user):
        lines = lines_about_people(request.path)
        if can_give_roles(request.user):
            lines.append(line_to_second_steps(request.path))
        parts.append(Part(_("People"), "people", lines))
        parts.append(Part(_("Code of conduct"), "code", lines_about_the_code(request.path)))
    if can_manage_organisation(request.user):
        lines = lines_about_the_organisation(request.path)
        if can_give_roles(request.user):
            lines.append(line_to_log(request.path))
        parts.append(Part(_("Organisation"), "organisation", lines))
    return parts + parts_of_others(request)


def lines_about_people(path: str) -> list[Line]:
    """Return the lines for whoever keeps people."""
    return [
        line(
            path,
            _("Colleagues"),
            "users",
            "people_user_changelist",
            _("Add, change, let in, or end access"),
        ),
        line(
            path,
            _("HR's list"),
            "list",
            "hr_list",
            _("New, changed and leaving people from a file, after a preview"),
        ),
        line(
            path,
            _("Codes on paper"),
            "qr",
            "codes",
            _("For people without e-mail who were not here yet"),
        ),
        line(
            path,
            _("Invitations"),
            "mail",
            "invitations",
            _("For people with e-mail who were not here yet"),
        ),
        line(
            path,
            _("Ways in for programs"),
            "plug",
            "people_accesstoken_changelist",
            _("To see what acts for colleagues, and to end it"),
        ),
    ]


def line_to_second_steps(path: str) -> Line:
    """Return the line for administrators only."""
    return line(
        path,
        _("Passkeys and second step"),
        "key",
        "mfa_authenticator_changelist",
        _("To take away what somebody lost"),
    )


def lines_about_the_code(path: str) -> list[Line]:
    """Return the lines for whoever keeps the code of conduct."""
    accepted = line(
        path,
        _("Who accepted"),
        "check-circle",
        "code_acceptances",
        _("Per version, with who has not yet, and as a file"),
    )
    versions = line(
        path,
        _("Agreements and versions"),
        "shield",
        "moderation_codeversion_changelist",
        _("Drafts, remarks of colleagues, and what was agreed"),
    )
    rules = line(
        path,
        _("Rules"),
        "filter",
        "moderation_rule_changelist",
        _("What reads along before somebody posts, tried before it works"),
    )
    handling = line(
        path,
        _("How cases are handled"),
        "scale",
        "moderation_deskrules_changelist",
        _("Who gets reports first, and how long everything takes"),
    )
    versions = replace(versions, is_current=versions.is_current and not accepted.is_current)
    return [versions, rules, handling, accepted]


def lines_about_the_organisation(path: str) -> list[Line]:
    """Return the lines for whoever keeps the organisation."""
    return [
        line(
            path,
            _("Name, logo and colour"),
            "building",
            "platform_organisation_changelist",
            _("And what you stand for"),
        ),
        line(
            path,
            _("Teams"),
            "nodes",
            "people_team_changelist",
            _("A tree: a team can be part of another"),
        ),
        line(path, _("Locations"), "place", "people_location_changelist"),
        line(path, _("Function profiles"), "book", "people_functionprofile_changelist"),
        line(
            path,
            capfirst(Skill._meta.verbose_name_plural),
            "bulb",
            "people_skill_changelist",
            _("What colleagues can be asked about"),
        ),
    ]


def line_to_log(path: str) -> Line:
    """Return the line for administrators only."""
    words = _("Who did what, and whether the log is whole")
    return line(path, _("Log"), "history", "log", words)


def line(path: str, label: str, icon: str, page: str, words: str = "") -> Line:
    """Return a line to a page of the administration; current on all that is below it."""
    url = reverse(f"admin:{page}")
    return Line(label, url, icon, words, is_current=path.startswith(url))


def parts_of_others(request) -> list[Part]:
    """Return what other apps keep in the administration, as Django lists it for this person."""
    return [
        Part(
            str(app["name"]),
            f"app-{app['app_label']}",
            [
                Line(
                    str(model["name"]),
                    model["admin_url"],
                    "gear",
                    is_current=request.path.startswith(model["admin_url"]),
                )
                for model in app["models"]
                if model["admin_url"]
            ],
        )
        for app in admin.site.get_app_list(request)
        if app["app_label"] not in OURS
    ]
