"""What the organisation agrees about blogs."""

from django.db import transaction
from django.utils.translation import gettext as _

from blogs.actions.carrying import ask_who_has_enough
from blogs.models import BlogRules
from blogs.policies import can_change_blog_rules
from intranet.platform.audit import record
from intranet.platform.policy import require
from people.models import User


@transaction.atomic
def change_blog_rules(
    *,
    actor: User,
    allows_unnamed_questions: bool,
    nominations_needed: int,
    term_weeks: int,
) -> BlogRules:
    """Change what was agreed; terms that have begun keep their end."""
    require(can_change_blog_rules(actor), _("Only HR changes this."))
    facts = {
        "allows_unnamed_questions": allows_unnamed_questions,
        "nominations_needed": nominations_needed,
        "term_weeks": term_weeks,
    }
    rules, _is_new = BlogRules.objects.update_or_create(pk=1, defaults=facts)
    record("blogs.rules.changed", actor=actor, subject=rules, **facts)
    ask_who_has_enough(needed=rules.nominations_needed)
    return rules
