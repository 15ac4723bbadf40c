"""The outbox: what must follow a write is done, whatever dies in between."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from communities.events import PostPublished
from intranet.platform import outbox
from intranet.platform.models import OutboxEntry
from intranet.platform.outbox import publish, publish_each, run_after, run_due
from tests.factories.communities import make_community, make_person, make_post
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class SomethingElse:
    """An event that no row of the table knows."""


def test_an_event_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError, match="transaction"):
        publish(PostPublished(1, 2, 3))


def test_an_event_that_no_reaction_knows_is_refused():
    with pytest.raises(KeyError):
        publish(SomethingElse())


def test_what_is_rolled_back_owes_nothing():
    with pytest.raises(ZeroDivisionError):
        publish_and_fail()

    assert not OutboxEntry.objects.exists()


def test_a_reaction_that_fails_is_tried_again_later_and_keeps_what_it_owes(monkeypatch):
    make_post()
    deliver()
    publish(PostPublished(987654, 2, 3))
    monkeypatch.setattr("communities.tasks.tell_who_is_named", fail)

    run_due()

    owed = OutboxEntry.objects.get()
    assert owed.attempts == 1
    assert owed.last_error == "ZeroDivisionError"
    assert run_due() == 0


def test_a_reaction_that_failed_is_done_once_its_cause_is_gone(monkeypatch):
    wim = make_person("Wim Hoekstra")
    post = make_post(community=make_community(members=[wim]), body=f"@{wim.name}")
    with monkeypatch.context() as broken:
        broken.setattr("communities.tasks.tell_who_is_named", fail)
        run_due()

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        deliver()

    assert [told.subject_id for told in wim.notifications.all()] == [post.pk]


def test_telling_twice_tells_once():
    wim = make_person("Wim Hoekstra")
    make_post(community=make_community(members=[wim]), body=f"@{wim.name}")
    owed = OutboxEntry.objects.get(reaction="communities.tasks.tell_who_is_named")
    again = OutboxEntry.objects.get(pk=owed.pk)
    deliver()

    again.pk = None
    again.save()
    deliver()

    assert wim.notifications.count() == 1


def test_two_sweepers_never_hold_the_same_reaction(transactional_db):
    make_post()
    entry, others = OutboxEntry.objects.first(), OutboxEntry.objects.count() - 1

    with transaction.atomic():
        OutboxEntry.objects.select_for_update().get(pk=entry.pk)
        done_by_another = in_another_connection(run_due)

    assert done_by_another == others
    assert OutboxEntry.objects.filter(pk=entry.pk).exists()


def test_a_dead_broker_does_not_keep_anybody_from_posting(monkeypatch, transactional_db):
    monkeypatch.setattr(
        outbox.import_string("intranet.platform.tasks.run_outbox"), "apply_async", fail
    )

    post = make_post()

    assert OutboxEntry.objects.filter(payload__post_id=post.pk).exists()


def test_a_story_is_told_in_the_order_in_which_it_was_written(story):
    with transaction.atomic():
        publish_each([Said("eerst"), Said("dan"), Said("toen")])

        run_after(0, but=Q())

    assert story == [each for word in ("eerst", "dan", "toen") for each in (word, f"echo: {word}")]
    assert not OutboxEntry.objects.exists()


def test_what_follows_from_a_story_comes_after_what_was_written_before_it(story):
    with transaction.atomic():
        publish_each([Said("vraag", then="antwoord"), Said("groet")])

        run_after(0, but=Q())

    assert [word for word in story if ":" not in word] == ["vraag", "groet", "antwoord"]
    assert not OutboxEntry.objects.exists()


def test_a_story_goes_on_where_it_stopped_and_leaves_what_lies_before_it(story):
    publish(Said("van vroeger"))
    told = OutboxEntry.objects.latest("pk").pk
    publish(Said("eerst"))

    told = run_after(told, but=Q())
    publish(Said("dan"))
    again = run_after(told, but=Q())

    assert story == ["eerst", "echo: eerst", "dan", "echo: dan"]
    assert run_after(again, but=Q()) == again
    owed = OutboxEntry.objects.values_list("payload__word", flat=True)
    assert list(owed) == ["van vroeger", "van vroeger"]


def test_a_story_leaves_what_is_not_to_be_told(story):
    publish_each([Said("eerst"), Said("dan")])

    run_after(0, but=Q(reaction__endswith=".echo"))

    assert story == ["eerst", "dan"]
    left = OutboxEntry.objects.order_by("pk").values_list("payload__word", flat=True)
    assert list(left) == ["eerst", "dan"]


def test_what_fails_ends_the_story_and_is_not_put_off(story):
    publish_each([Said("eerst"), Said(""), Said("dan")])

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        run_after(0, but=Q())

    assert story == ["eerst", "echo: eerst"]
    # Nothing of it was certain, so all of it is still owed, and none of it was tried again later.
    assert OutboxEntry.objects.count() == 6
    assert not OutboxEntry.objects.exclude(attempts=0, last_error="").exists()


@pytest.fixture
def story(settings):
    """What was told, word for word, where the product has reactions of two tellers."""
    settings.REACTIONS = f"{__name__}.TELLERS"
    outbox.reactions.cache_clear()
    TOLD.clear()
    yield TOLD
    outbox.reactions.cache_clear()


@dataclass(frozen=True)
class Said:
    """Somebody said something, and perhaps something follows from it."""

    word: str
    then: str = ""


def tell(*, word, then, **extra):
    """Note a word; of none there is nothing to tell."""
    if not word:
        fail()
    TOLD.append(word)
    if then:
        publish(Said(then))


def echo(*, word, **extra):
    """Note it once more."""
    TOLD.append(f"echo: {word}")


TOLD = []
TELLERS = {Said: [tell, echo]}


@transaction.atomic
def publish_and_fail():
    """Publish in a transaction that does not come to its end."""
    publish(PostPublished(1, 2, 3))
    fail()


def fail(*args, **kwargs):
    """Do what a broken service does."""
    return 1 / 0


def in_another_connection(act):
    """Do something as another process would, with a database connection of its own."""
    from concurrent.futures import ThreadPoolExecutor

    def there():
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(there).result()
