"""Who is meant by a name that somebody typed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from people.models import User


def colleague_named(name: str) -> User:
    """Return who is meant by a typed name; ValidationError when nobody or more than one is."""
    found = list(User.objects.active().filter(name__iexact=name, is_system=False)[:2])
    if not found:
        raise ValidationError(
            _("Nobody here is called %(name)s. Write the whole name.") % {"name": name}
        )
    if len(found) > 1:
        raise ValidationError(
            _("More than one colleague is called %(name)s. Choose from the list while you type.")
            % {"name": name}
        )
    return found[0]
