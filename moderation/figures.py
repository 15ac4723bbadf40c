"""What is computed of the code of conduct, for the page "What we measure"."""

from django.utils.translation import gettext_lazy as _

from intranet.platform.figures import SMALLEST_GROUP, Figure

FIGURES = [
    Figure(
        key="code_accepted",
        name=_("Who accepted which version of the code"),
        purpose=_("To show that what is agreed is known to everybody, and to ask nobody twice."),
        who_sees=_("You; HR by name."),
        kept_for=_("As long as your account is there."),
        where=_("Code of conduct"),
        tables=("moderation.Acceptance",),
        counted_in=("moderation.feeds.acceptances.figures_of",),
    ),
    Figure(
        key="decisions",
        name=_("What was decided about what somebody wrote"),
        purpose=_("So that a person decides with reasons, and it can be appealed against."),
        who_sees=_(
            "You. Who decides sees how many still count, and your name only after asking for it."
        ),
        kept_for=_(
            "It counts until the day that stands in it; undone after an appeal, not at all."
        ),
        where=_("Reading along"),
        tables=(
            "moderation.Case",
            "moderation.CaseFinding",
            "moderation.CaseNote",
            "moderation.Wording",
            "moderation.Decision",
            "moderation.Appeal",
            "moderation.AppealMessage",
        ),
        numbers=("moderation.Wording.edits",),
        counted_in=(
            "moderation.feeds.desk.counts_on_desk",
            "moderation.feeds.desk.with_words",
            "moderation.feeds.decisions.statement",
        ),
    ),
    Figure(
        key="reports",
        name=_("Who reported what"),
        purpose=_("To tell who reported it what became of it, and not to let her decide."),
        who_sees=_("You alone. Who decides reads your words without your name."),
        kept_for=_("As long as the case."),
        where=_("What you reported"),
        tables=("moderation.Report",),
    ),
    Figure(
        key="code_in_figures",
        name=_("How cases ended, over a year"),
        purpose=_("So that everybody can see how the code is handled."),
        who_sees=_("Everybody."),
        kept_for=_("Worked out anew each month."),
        where=_("How we handle what we agreed"),
        smallest_group=SMALLEST_GROUP,
    ),
    Figure(
        key="rule_hits",
        name=_("How often a rule finds something"),
        purpose=_("To see whether a rule does what it is meant for, or gets in the way."),
        who_sees=_("HR."),
        kept_for=_("For good, per rule and day. In whose words it was is not kept."),
        where=_("Administration, rules"),
        tables=("moderation.RuleDay",),
        numbers=("moderation.RuleDay.hits", "moderation.RuleDay.went_on"),
        counted_in=("moderation.feeds.rules.month_of",),
    ),
    Figure(
        key="dry_runs",
        name=_("What a rule would have found before"),
        purpose=_("To try a rule before it works; nothing happens to what it finds."),
        who_sees=_("HR."),
        kept_for=_("As long as the version of the rule that was tried."),
        where=_("Administration, rules"),
        tables=("moderation.DryRun", "moderation.DryRunHit"),
        numbers=("moderation.DryRun.caught", "moderation.DryRun.seen", "moderation.DryRun.total"),
        counted_in=("conversations.feeds.contributions.total",),
    ),
]
