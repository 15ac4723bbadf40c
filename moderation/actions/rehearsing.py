"""Trying a rule on what was written before: a dry run, of which nobody notices anything."""

import time
from collections import defaultdict
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.contributions import Written, earlier_contributions
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from moderation.actions.judging import hits_here
from moderation.actions.ruling import change_draft, draft_rule, held_version
from moderation.events import DryRunGoesOn
from moderation.feeds.writing import senseless_looks
from moderation.models import DryRun, DryRunHit, Rule
from moderation.policies import can_manage_rules
from moderation.screening.engine import Engine, compile_rules
from moderation.screening.looks import Looks
from people.models import User

# A step ends after this many seconds, so that all else that is owed comes in between.
STEP_LASTS = 1.0
# Examples that are kept of each source: fifty of threads and comments together.
MOST_EXAMPLES = 25
RUNNING = (DryRun.Stage.WAITING, DryRun.Stage.RUNNING)


@transaction.atomic
def try_as_written(
    *, actor: User, rule: Rule | None, seen: str, since: datetime, **facts: Any
) -> DryRun:
    """Keep what was written as a draft, and start trying it."""
    if rule is None:
        rule = draft_rule(actor=actor, **facts).rule
    else:
        change_draft(actor=actor, rule=rule, seen=seen, **facts)
    return start_dry_run(actor=actor, rule=rule, since=since)


@transaction.atomic
def start_dry_run(*, actor: User, rule: Rule, since: datetime) -> DryRun:
    """Try the newest version on all that was written since a moment; an earlier try stops.

    ValidationError by field when it looks for nothing that can be tried.
    """
    version = held_version(rule, actor=actor)
    looks = Looks.from_dict(version.looks)
    if wrong := senseless_looks(looks):
        raise ValidationError(wrong)
    if not tries_something(looks):
        raise ValidationError(
            _("How fast and how often somebody writes cannot be tried on what was written before.")
        )
    if since > clock.now():
        raise ValidationError({"since": [_("This day is still to come. Choose an earlier one.")]})
    running = DryRun.objects.filter(version=version, stage__in=RUNNING)
    running.update(stage=DryRun.Stage.STOPPED, ended_at=clock.now())
    run = DryRun.objects.create(
        version=version,
        asked_by=actor,
        asked_at=clock.now(),
        looks=looks.to_dict(),
        kinds=version.kinds,
        audience_ids=version.audience_ids,
        since=since,
    )
    record("moderation.dry_run.started", actor=actor, subject=run, rule=rule.pk)
    publish(DryRunGoesOn(run.pk, run.steps))
    return run


@transaction.atomic
def stop_dry_run(*, actor: User, run: DryRun) -> None:
    """Stop a dry run; what it found until now stays. One that is at its end stays as it is."""
    require(can_manage_rules(actor), _("Only HR tries rules."))
    fresh = DryRun.objects.select_for_update().filter(pk=run.pk, stage__in=RUNNING).first()
    if fresh is None:
        return
    fresh.stage, fresh.ended_at = DryRun.Stage.STOPPED, clock.now()
    fresh.save(update_fields=["stage", "ended_at"])
    record("moderation.dry_run.stopped", actor=actor, subject=fresh)


@transaction.atomic
def judge_example(*, actor: User, example: DryRunHit, is_right: bool) -> None:
    """Say whether a rule found something rightly; only of what one may read oneself."""
    require(can_manage_rules(actor), _("Only HR tries rules."))
    source, number = example.kind, example.subject_id
    may_read = earlier_contributions().in_sight(actor, source, [number])
    require(bool(may_read), _("You cannot read what this example is about."))
    DryRunHit.objects.filter(pk=example.pk).update(is_right=is_right)


@transaction.atomic
def make_step(*, run_id: int, step: int) -> None:
    """Make a step of a dry run, and owe the next one; a step that was made is not made again.

    The run is held meanwhile: of two workers the second finds that the step was made.
    """
    run = DryRun.objects.select_for_update(of=("self",)).filter(pk=run_id, steps=step).first()
    if run is None or not run.goes_on:
        return
    lent = earlier_contributions()
    if run.stage == DryRun.Stage.WAITING:
        run.stage, run.total = DryRun.Stage.RUNNING, lent.total(since=run.since)
        run.cursor = lent.newest()
    read(run, until=time.monotonic() + STEP_LASTS)
    run.steps, run.advanced_at = step + 1, clock.now()
    if not run.cursor:
        run.stage, run.ended_at, run.total = DryRun.Stage.DONE, clock.now(), run.seen
    run.save()
    if run.goes_on:
        publish(DryRunGoesOn(run.pk, run.steps))


def read(run: DryRun, *, until: float) -> None:
    """Read windows of contributions until the time is over or there are none left."""
    looks = Looks.from_dict(run.looks)
    engine, lent = compile_rules([(1, looks)]), earlier_contributions()
    with_markup = looks.links is not None or looks.mentions is not None
    while run.cursor:
        found, run.cursor = lent.window(run.cursor, since=run.since, with_markup=with_markup)
        caught = [one for one in found if finds(engine, run, one)]
        run.seen += len(found)
        run.caught += len(caught)
        keep_examples(run, caught)
        if time.monotonic() >= until:
            break


def finds(engine: Engine, run: DryRun, one: Written) -> bool:
    """Tell whether the rule finds something in a contribution, where it looks."""
    return any(hits_here(run, one.place, hits) for hits in engine.find(one.words).values())


def keep_examples(run: DryRun, caught: list[Written]) -> None:
    """Keep some of what was caught, of what may be read by who asked."""
    by_source: dict[str, list[int]] = defaultdict(list)
    for one in caught:
        by_source[one.source].append(one.id)
    for source, ids in by_source.items():
        left = MOST_EXAMPLES - DryRunHit.objects.filter(run=run, kind=source).count()
        if left < 1:
            continue
        may_read = earlier_contributions().in_sight(run.asked_by, source, ids)
        kept = [number for number in ids if number in may_read][:left]
        hits = [DryRunHit(run=run, kind=source, subject_id=number) for number in kept]
        DryRunHit.objects.bulk_create(hits, ignore_conflicts=True)


def tries_something(looks: Looks) -> bool:
    """Tell whether it looks for something in the words themselves."""
    named = (looks.words, looks.patterns, looks.personal, looks.links, looks.files)
    return any(named) or looks.mentions is not None or looks.shouting is not None
