"""What is computed of the code of conduct, for the page "What we measure"."""

from django.utils.translation import gettext_lazy as _

from intranet.platform.figures import Figure

FIGURES = [
    Figure(
        key="code_accepted",
        name=_("Who accepted which version of the code"),
        purpose=_("To show that what is agreed is known to everybody, and to ask nobody twice."),
        who_sees=_("You; HR by name."),
        kept_for=_("As long as your account is there."),
        where=_("Code of conduct"),
        tables=("moderation.Acceptance",),
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
