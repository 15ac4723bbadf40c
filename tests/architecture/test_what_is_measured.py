"""What is measured stands on the page "What we measure": every table, number and count has a name.

Whoever adds a table, a number in a table or a place that counts says here why it is no figure about
people, or names it in the FIGURES of its app. Then everybody who works here reads it.
"""

import ast

from django.apps import apps
from django.db import models

from intranet.platform.figures import SMALLEST_GROUP, figures
from tests.architecture.reaching import module_name
from tests.architecture.sources import APPS, modules

MACHINERY = "keeps the product running and says nothing about anybody"
AGREED = "what the organisation set up or agreed, in public"
SAID = "what somebody said in public, under her own name; it is not counted"
CHOSEN = "what somebody chose for herself; it is not counted, and nobody else sees it"
SEATS = "who may read what; it is not counted beyond the figures that are named"
IMPORTED = "where something from the old network stands now"

NO_FIGURE = {
    "platform.KeptAnswer": MACHINERY,
    "platform.MailTurn": MACHINERY,
    "platform.Organisation": AGREED,
    "platform.OutboxEntry": MACHINERY,
    "platform.ReceivedMail": MACHINERY,
    "people.Audience": SEATS,
    "people.AudienceMember": SEATS,
    "people.AudienceTeam": SEATS,
    "people.FunctionProfile": AGREED,
    "people.Location": AGREED,
    "people.Mute": CHOSEN,
    "people.Skill": AGREED,
    "people.StoredFile": SAID,
    "people.Team": AGREED,
    "search.Entry": MACHINERY,
    "search.Extent": MACHINERY,
    "search.Word": MACHINERY,
    "moderation.CodeVersion": AGREED,
    "moderation.DeskRules": AGREED,
    "moderation.DraftReader": AGREED,
    "moderation.FigureAgreement": AGREED,
    "moderation.Remark": SAID,
    "moderation.Rule": AGREED,
    "moderation.RuleBook": MACHINERY,
    "moderation.RuleVersion": AGREED,
    "moderation.Section": AGREED,
    "moderation.SectionWording": AGREED,
    "conversations.Attachment": SAID,
    "conversations.Bookmark": CHOSEN,
    "conversations.Draft": CHOSEN,
    "conversations.Follow": CHOSEN,
    "conversations.Mention": SAID,
    "conversations.TeamMention": SAID,
    "conversations.Topic": SAID,
    "conversations.TopicUse": SAID,
    "communities.Community": AGREED,
    "communities.CommunityInvitation": SEATS,
    "communities.ImportRun": IMPORTED,
    "communities.ImportedChange": IMPORTED,
    "communities.ImportedCommunity": IMPORTED,
    "communities.ImportedFile": IMPORTED,
    "communities.ImportedMembership": IMPORTED,
    "communities.ImportedMessage": IMPORTED,
    "communities.ImportedPerson": IMPORTED,
    "communities.ImportedVersion": IMPORTED,
    "communities.Post": SAID,
    "communities.Praise": SAID,
    "communities.Praised": SAID,
    "communities.Problem": SAID,
    "blogs.Article": SAID,
    "blogs.ArticleVersion": SAID,
    "blogs.Blog": AGREED,
    "blogs.BlogFollow": CHOSEN,
    "blogs.BlogRules": AGREED,
    "blogs.Helper": SEATS,
    "blogs.Pause": SAID,
    "blogs.PreparedAnswer": CHOSEN,
    "blogs.PromiseNews": SAID,
    "blogs.Reminder": MACHINERY,
    "account.EmailAddress": MACHINERY,
    "account.EmailConfirmation": MACHINERY,
    "auth.Group": MACHINERY,
    "auth.Permission": MACHINERY,
    "contenttypes.ContentType": MACHINERY,
    "sessions.Session": MACHINERY,
    "webhooks.Delivery": MACHINERY,
    "webhooks.Webhook": AGREED,
}
# Numbers that count nothing: of rows, of versions, of places in a list, and sizes.
COUNTS_NOTHING = ("_id", "position", "version", "revision", "number", "width", "height", "size")
# And these: of what a table of machinery or of agreements keeps.
OTHER_NUMBERS = {
    "search.Entry.place": "where in a text it stands",
    "blogs.Article.reading_minutes": "how long a text is",
    "moderation.DryRun.steps": "how far trying a rule is",
    "blogs.Blog.weekday": "on which day somebody means to write",
    "blogs.Suggestion.place": "where in a text it stands",
}
# Functions that count to keep a limit, or rows of no people.
LIMITS = {
    "blogs.actions.helping.ask_for_help": "a limit",
    "blogs.actions.helping.suggest_change": "a limit",
    "communities.actions.detailing.add_praise": "whether all who were chosen are there",
    "communities.actions.detailing.require_known": "whether all that was chosen is there",
    "communities.actions.pinning.pin_post": "a limit",
    "communities.yammer.places.made_community": "the next colour",
    "communities.yammer.restoring.take_back_versions": "versions of a text that came along",
    "moderation.actions.rehearsing.keep_examples": "a limit",
    "conversations.feeds.talk.cursor_to": "where a page begins",
    "moderation.actions.drafting.add_section": "a limit",
    "moderation.feeds.drafts.drafts": "agreements in a draft, and remarks that wait for an answer",
    "people.actions.tokens.make_token": "a limit",
    "people.actions.uploading.require_room_for": "a limit",
}
COUNTING = {"Count", "Sum", "Avg"}


def ours():
    """Return the tables of the product itself, where numbers are looked at as well."""
    return [m for m in apps.get_models() if m._meta.app_label in (*APPS, "platform")]


def named(part):
    """Return what the figures of the product name."""
    return [name for figure in figures().values() for name in getattr(figure, part)]


def numbers_of(model):
    """Return the numbers that a table keeps, apart from that of the row."""
    kinds = (models.IntegerField, models.FloatField, models.DecimalField)
    return [f.name for f in model._meta.local_fields if isinstance(f, kinds) and not f.primary_key]


def counting_functions():
    """Return every function that lets the database count."""
    return {
        f"{module_name(path)}.{function.name}"
        for path, tree in modules(*APPS, "intranet/platform")
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and counts(call)
    }


def counts(call):
    """Tell whether this is `Count(...)`, `models.Sum(...)` or `rows.count()`."""
    if isinstance(call.func, ast.Name):
        return call.func.id in COUNTING
    return isinstance(call.func, ast.Attribute) and (
        call.func.attr in COUNTING or (call.func.attr == "count" and not call.args)
    )


def test_every_table_belongs_to_a_figure_or_says_why_not():
    tables = {model._meta.label for model in apps.get_models()}

    assert sorted(tables - {*named("tables"), *NO_FIGURE}) == []
    assert sorted({*named("tables"), *NO_FIGURE} - tables) == []
    assert sorted({*named("tables")} & {*NO_FIGURE}) == []


def test_every_number_about_people_belongs_to_a_figure():
    numbers = {f"{model._meta.label}.{name}" for model in ours() for name in numbers_of(model)}
    of_no_people = {
        number
        for number in numbers
        if NO_FIGURE.get(number.rpartition(".")[0]) in (MACHINERY, AGREED)
        and not number.endswith("_count")
    }
    unnamed = {
        number
        for number in numbers - of_no_people - {*named("numbers"), *OTHER_NUMBERS}
        if not number.endswith(COUNTS_NOTHING)
    }

    assert sorted(unnamed) == []
    assert sorted({*named("numbers"), *OTHER_NUMBERS} - numbers) == []


def test_every_place_that_counts_belongs_to_a_figure():
    counting = counting_functions()

    assert sorted(counting - {*named("counted_in"), *LIMITS}) == []
    assert sorted({*named("counted_in"), *LIMITS} - counting) == []


def test_every_figure_says_what_it_is_for_and_who_sees_it():
    for figure in figures().values():
        said = (figure.name, figure.purpose, figure.who_sees, figure.kept_for, figure.where)
        assert all(map(str, said)), figure.key
        assert figure.smallest_group in (None, SMALLEST_GROUP), figure.key
    assert len({str(figure.name) for figure in figures().values()}) == len(figures())
