"""From what somebody typed to what is stored: names made true, topics and mentions noted."""

import re
from dataclasses import replace
from html import escape, unescape

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from conversations.actions.teams import TEAM_LINK, ask_first, team_link, teams_named
from conversations.models import Comment, Mention, TeamMention, Thread, Topic, TopicUse
from intranet.platform.plaintext import plain_text
from intranet.platform.richtext import Text, clean, numbers_in
from people.models import Audience, User

MENTION_LINK = re.compile(r'<a [^>]*data-person="(\d+)"[^>]*>.*?</a>', re.DOTALL)
TYPED_NAME = re.compile(r"(?<![\w@])@([^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,4})")
LINK_OR_CODE = re.compile(r"(<a .*?</a>|<code>.*?</code>|<pre>.*?</pre>|<[^>]+>)", re.DOTALL)


def settle(
    body: str,
    *,
    audience: Audience,
    is_html: bool = True,
    heads_seen: int | None = None,
    may_be_empty: bool = False,
    kind: str = "",
) -> Text:
    """Clean what was written and make its mentions true; ValidationError when nothing is left.

    `heads_seen` is how many people the author was told that her teams are; AskFirst when they are
    more. Without it nobody is asked: the words were sent before. A photo can say it all: with files
    the words may be empty. Opening words of some kinds of threads may hold more than others.
    """
    text = cleaned(body, is_html=is_html, kind=kind)
    if text.is_empty and not may_be_empty:
        raise ValidationError(_("There is nothing here yet. Write something first."))
    if "@" not in text.plain and not text.mentions:
        return text
    typed = typed_names(text.html)
    people = people_named(text.mentions, typed)
    teams = teams_named(text.teams, typed)
    html = MENTION_LINK.sub(lambda link: mention_link(people.get(int(link[1])), link[0]), text.html)
    html = TEAM_LINK.sub(lambda link: team_link(teams.get(int(link[1])), link[0]), html)
    html = link_typed_names(
        html,
        {team.name.lower(): team_link(team, "") for team in teams.values()}
        | {person.name.lower(): mention_link(person, "") for person in people.values()},
    )
    named = numbers_in(html, "data-team")
    if named and heads_seen is not None:
        ask_first(named, audience=audience, heads_seen=heads_seen)
    found = numbers_in(html, "data-person")
    told = User.objects.seated_in(audience).filter(pk__in=found).values_list("pk", flat=True)
    return replace(text, html=html, plain=plain_text(html), mentions=list(told), teams=named)


def cleaned(body: str, *, is_html: bool, kind: str) -> Text:
    """Clean words by the door for this kind of thread (THREAD_TEXTS), else by that of all."""
    path = settings.THREAD_TEXTS.get(kind)
    return import_string(path)(body) if path else clean(body, is_html=is_html)


def typed_names(html: str) -> set[str]:
    """Return every run of words after an @ that could be a name, in small letters."""
    names: set[str] = set()
    for part in LINK_OR_CODE.split(html):
        for found in TYPED_NAME.finditer(unescape(part)) if not part.startswith("<") else ():
            words = found[1].split(" ")
            names.update(" ".join(words[:count]).rstrip(".,").lower() for count in range(1, 6))
    return names


def people_named(ids: list[int], names: set[str]) -> dict[int, User]:
    """Fetch who is meant, by id or by whole name; a name that two people share means neither."""
    people = User.objects.active().filter(pk__in=ids) if ids else User.objects.none()
    found = {person.pk: person for person in people.only("pk", "name")}
    if names:
        same_name: dict[str, list[User]] = {}
        called = User.objects.active().annotate(small_name=Lower("name"))
        for person in called.filter(small_name__in=names).only("pk", "name"):
            same_name.setdefault(person.name.lower(), []).append(person)
        found.update({p[0].pk: p[0] for p in same_name.values() if len(p) == 1})
    return found


def mention_link(person: User | None, link: str) -> str:
    """Write a mention with the person's real name; without such a person, only its words."""
    if person is None:
        return re.sub(r"<[^>]+>", "", link)
    return (
        f'<a class="mention" data-person="{person.pk}" href="{person.get_absolute_url()}">'
        f"@{escape(person.name)}</a>"
    )


def link_typed_names(html: str, links: dict[str, str]) -> str:
    """Turn @Whole Name in running text into a mention; longest name first."""
    if not links:
        return html
    names = "|".join(re.escape(escape(name)) for name in sorted(links, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w@])@({names})(?!\w)", re.IGNORECASE)
    return "".join(
        part
        if part.startswith("<")
        else pattern.sub(lambda name: links[unescape(name[1]).lower()], part)
        for part in LINK_OR_CODE.split(html)
    )


def note_words(text: Text, *, thread: Thread, comment: Comment | None = None) -> list[int]:
    """Note who and what a text names; return the people who were not named in it before."""
    TeamMention.objects.bulk_create(
        [TeamMention(thread=thread, comment=comment, team_id=team) for team in text.teams],
        ignore_conflicts=True,
    )
    before = (
        set(
            Mention.objects.filter(thread=thread, comment=comment).values_list(
                "person_id", flat=True
            )
        )
        if (comment or thread).edits
        else set()
    )
    Mention.objects.bulk_create(
        [Mention(thread=thread, comment=comment, person_id=person) for person in text.mentions],
        ignore_conflicts=True,
    )
    if text.topics:
        Topic.objects.bulk_create([Topic(name=name) for name in text.topics], ignore_conflicts=True)
        topics = Topic.objects.filter(name__in=text.topics)
        TopicUse.objects.bulk_create(
            [TopicUse(topic=topic, thread=thread, comment=comment) for topic in topics],
            ignore_conflicts=True,
        )
    return [person for person in text.mentions if person not in before]


def named_in(text: Text) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the people and the teams whom an event names."""
    return tuple(text.mentions), tuple(text.teams)


def forget_words(*, thread: Thread, comment: Comment | None = None) -> None:
    """Forget the topics of a text that changed or is gone; its mentions stay told."""
    TopicUse.objects.filter(thread=thread, comment=comment).delete()
