"""Help with an article: others look along and suggest; only the owner changes a word.

That somebody helped follows from what happened to the text, and nobody can say otherwise.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from blogs.actions.owning import by_owner, held
from blogs.actions.writing import keep_version, rewrite
from blogs.events import HelpAsked, SuggestionMade, SuggestionSettled
from blogs.models import Article, ArticleVersion, Helper, Suggestion
from blogs.models.help import LONGEST_NOTE
from blogs.policies import can_help_with
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.longread import blocks, clean_article, pictures_in
from intranet.platform.outbox import publish
from intranet.platform.plaintext import plain_text, without_unseen
from intranet.platform.policy import require
from notifications.actions.telling import forget_group
from people.models import AudienceMember, User

MOST_HELPERS = 10
# So many wait at most, or nobody would ever come to the end of them.
MOST_OPEN = 100

State = Suggestion.State


class NotAsItWas(ValidationError):
    """The words that a suggestion is about were changed since it was made."""


@by_owner
def ask_for_help(*, author: User, article: Article, person: User) -> Helper:
    """Ask a colleague to look along; she sees this working text from now on, and no other."""
    fresh = held(article)
    if person.pk == author.pk:
        raise ValidationError(_("You write this yourself. Ask somebody else to look along."))
    if not person.is_active or person.is_system:
        raise ValidationError(
            _("%(name)s does not work here any more.") % {"name": person.name}, code="gone"
        )
    if earlier := fresh.helpers.filter(person=person).first():
        return earlier
    if fresh.helpers.count() >= MOST_HELPERS:
        raise ValidationError(_("%(most)s colleagues look along already.") % {"most": MOST_HELPERS})
    helper = Helper.objects.create(article=fresh, person=person, asked_at=clock.now())
    AudienceMember.objects.get_or_create(audience=fresh.desk, person=person)
    record("blogs.help.asked", actor=author, subject=fresh, helper=person.pk)
    publish(HelpAsked(fresh.pk, person.pk, author.pk))
    return helper


@by_owner
def end_help(*, author: User, article: Article, helper: User) -> None:
    """Let somebody look along no more: what she suggested and waits is taken back with her."""
    unseat(held(article), helper, actor=author)


@transaction.atomic
def stop_helping(*, helper: User, article: Article) -> None:
    """Look along no more; also who has no time was only asked."""
    fresh = held(article)
    require_helper(helper, fresh)
    unseat(fresh, helper, actor=helper)


@transaction.atomic
def suggest_change(  # noqa: PLR0913 (a block, how it would be, and why)
    *, helper: User, article: Article, before: str, after: str, note: str = "", place: int = 0
) -> Suggestion:
    """Say how one block would be better, or only remark something; the text stays as it is.

    `before` is the block as it stands, or nothing for the whole article. The same suggestion
    twice is one.
    """
    fresh = held(article)
    require_helper(helper, fresh)
    standing = blocks(fresh.html)
    if before and before not in standing:
        raise NotAsItWas(_("The author changed this paragraph meanwhile. Look at how it is now."))
    words = {
        "before": before,
        "after": worded_anew(before, after),
        "note": short_enough(without_unseen(note).replace("\r\n", "\n").strip()),
    }
    if words["before"] == words["after"] and not words["note"]:
        raise ValidationError(_("Change something, or write what you think of it."))
    waiting = fresh.suggestions.open()
    if same := waiting.filter(helper=helper, **words).first():
        return same
    if waiting.count() >= MOST_OPEN:
        raise ValidationError(_("The author has many suggestions to look at. Wait for that."))
    place = nearest(standing, before, place) if before else 0
    suggestion = Suggestion.objects.create(
        article=fresh, helper=helper, place=place, made_at=clock.now(), **words
    )
    record("blogs.suggestion.made", actor=helper, subject=suggestion)
    publish(SuggestionMade(suggestion.pk, helper.pk))
    return suggestion


@transaction.atomic
def take_suggestion_back(*, helper: User, suggestion: Suggestion) -> Suggestion:
    """Take back what one suggested, as long as the owner did nothing with it."""
    article = held(suggestion.article)
    require_helper(helper, article)
    fresh = held_suggestion(suggestion, article)
    require(fresh.helper_id == helper.pk, _("Only who suggested something takes it back."))
    if fresh.state == State.OPEN:
        settle_suggestion(fresh, State.TAKEN_BACK, actor=helper)
    return fresh


@by_owner
def accept_suggestion(*, author: User, article: Article, suggestion: Suggestion) -> Suggestion:
    """Put what a helper suggested into the working text; how that was stays as a version.

    A second press changes nothing.
    """
    fresh = held(article)
    wanted = held_suggestion(suggestion, fresh)
    if wanted.state == State.ACCEPTED:
        return wanted
    require_open(wanted)
    if wanted.is_remark:
        raise ValidationError(_("This is only a remark. There is nothing to put into your text."))
    parts = blocks(fresh.html)
    if wanted.before not in parts:
        raise NotAsItWas(
            _("You changed this paragraph since. Put it in by hand, or decline the suggestion.")
        )
    parts[nearest(parts, wanted.before, wanted.place)] = wanted.after
    text = clean_article("".join(parts))
    keep_version(fresh, because=ArticleVersion.Kept.SUGGESTION)
    wanted.revision = rewrite(fresh, title=fresh.title, text=text).revision
    settle_suggestion(wanted, State.ACCEPTED, actor=author)
    publish(SuggestionSettled(wanted.pk, author.pk))
    return wanted


@by_owner
def decline_suggestion(
    *, author: User, article: Article, suggestion: Suggestion, why: str = ""
) -> Suggestion:
    """Leave the text as it is; the helper reads why, when that is said."""
    wanted = held_suggestion(suggestion, held(article))
    if wanted.state == State.DECLINED:
        return wanted
    require_open(wanted)
    wanted.why = short_enough(without_unseen(why).replace("\r\n", "\n").strip())
    settle_suggestion(wanted, State.DECLINED, actor=author)
    publish(SuggestionSettled(wanted.pk, author.pk))
    return wanted


@by_owner
def tick_remark_off(*, author: User, article: Article, suggestion: Suggestion) -> Suggestion:
    """Note that one read a remark; nothing of it comes into the text by itself."""
    wanted = held_suggestion(suggestion, held(article))
    if wanted.state == State.READ:
        return wanted
    require_open(wanted)
    require(wanted.is_remark, _("This is a change. Accept it, or decline it."))
    settle_suggestion(wanted, State.READ, actor=author)
    publish(SuggestionSettled(wanted.pk, author.pk))
    return wanted


def note_what_was_taken_over(article: Article) -> None:
    """Count as help what the owner put into her text by hand, as it was suggested to her.

    Asked when readers are about to read it: a press on "decline" does not make the words hers.
    """
    others = article.suggestions.exclude(state=State.ACCEPTED).select_for_update()
    said = {words_of(block) for block in blocks(article.html)}
    for suggestion in others:
        if suggestion.is_remark or words_of(suggestion.before) in said:
            continue
        suggested = {words_of(block) for block in blocks(suggestion.after)} - {""}
        if suggested and suggested <= said:
            suggestion.revision = article.revision
            settle_suggestion(suggestion, State.ACCEPTED, actor=article.blog.owner)
            publish(SuggestionSettled(suggestion.pk, article.blog.owner_id))


def require_helper(person: User, article: Article) -> None:
    """Refuse who was not asked, or is not any more."""
    allowed = person.pk != article.blog.owner_id and can_help_with(person, article)
    require(allowed, _("Only who was asked to look along can suggest something here."))


def require_open(suggestion: Suggestion) -> None:
    """Refuse what does not wait for the owner any more."""
    if suggestion.state == State.TAKEN_BACK:
        raise ValidationError(_("This was taken back meanwhile."))
    if suggestion.state != State.OPEN:
        raise ValidationError(_("You decided about this already."))


@transaction.atomic
def unseat(article: Article, helper: User, *, actor: User) -> None:
    """Take somebody's place at the desk, and with it all that she knew of the text."""
    gone, _rows = Helper.objects.filter(article=article, person=helper).delete()
    if not gone:
        return
    AudienceMember.objects.filter(audience=article.desk, person=helper).delete()
    waiting = article.suggestions.open().filter(helper=helper)
    waiting.update(state=State.TAKEN_BACK, settled_at=clock.now())
    forget_group(recipient=helper, group=f"article:{article.pk}")
    record("blogs.help.ended", actor=actor, subject=article, helper=helper.pk)


@transaction.atomic
def settle_suggestion(suggestion: Suggestion, state: str, *, actor: Any) -> None:
    """Write down what became of it."""
    suggestion.state, suggestion.settled_at = state, clock.now()
    suggestion.save(update_fields=["state", "settled_at", "why", "revision"])
    record(f"blogs.suggestion.{state}", actor=actor, subject=suggestion)


def held_suggestion(suggestion: Suggestion, article: Article) -> Suggestion:
    """Fetch it anew and hold it; its article is held before, so that nobody waits in a circle."""
    return article.suggestions.select_for_update().get(pk=suggestion.pk)


def worded_anew(before: str, after: str) -> str:
    """Return what a block would become, cleaned; of the whole article there is only a remark."""
    if not before:
        return ""
    text = clean_article(after)
    if {file for file, _alt in text.pictures} - {file for file, _alt in pictures_in(before)}:
        raise ValidationError(_("Only the author adds pictures. Write which one you mean."))
    return before if bare(text.html) == bare(before) else text.html


def bare(html: str) -> str:
    """Return a block without the paragraphs that an editor puts into the items of a list."""
    return html.replace("<li><p>", "<li>").replace("</p></li>", "</li>")


def short_enough(words: str) -> str:
    """Return them; ValidationError when they are too long."""
    if len(words) > LONGEST_NOTE:
        raise ValidationError(
            _("This is %(letters)s characters, and at most %(most)s fit. Make it shorter.")
            % {"letters": len(words), "most": LONGEST_NOTE}
        )
    return words


def nearest(parts: list[str], block: str, place: int) -> int:
    """Return where a block stands; of two that say the same, the one that was meant."""
    found = [number for number, part in enumerate(parts) if part == block]
    return min(found, key=lambda number: abs(number - place))


def words_of(html: str) -> str:
    """Return the words of a block, whatever they look like."""
    return " ".join(plain_text(html).split())
