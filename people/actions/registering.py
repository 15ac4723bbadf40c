"""Coming in by oneself, where HR named the e-mail domains for which that is allowed."""

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform.audit import record
from intranet.platform.organisation import current_organisation
from intranet.platform.outbox import publish
from intranet.platform.policy import Refused, require
from people.actions.employing import tidy
from people.actions.noticing import note_people_changed
from people.events import RegistrationAsked
from people.models import User

REGISTRATION_LASTS = timedelta(days=3)
SALT = "people.registration"


@transaction.atomic
def ask_to_register(*, name: str, email: str, language: str) -> None:
    """Owe a mail to an address of ours; nothing is made before its reader confirms it."""
    require(is_of_ours(email), _("Only addresses of this organisation can register."))
    publish(RegistrationAsked(name=tidy(name), email=email.strip().lower(), language=language))


@transaction.atomic
def register(*, token: str, password: str) -> User:
    """Make the account of somebody who confirmed her address by opening the mail."""
    wanted = read_registration(token)
    if wanted is None or User.objects.with_email(wanted["email"]).exists():
        raise Refused(_("This link does not work any more."))
    require(is_of_ours(wanted["email"]), _("Only addresses of this organisation can register."))
    person = User(**wanted)
    validate_password(password, person)
    person.set_password(password)
    person.full_clean()
    person.save()
    record("people.person.registered", actor=person, subject=person)
    note_people_changed([person.pk])
    return person


def registration_token(name: str, email: str, language: str) -> str:
    """Write down who asked, signed, so that it can travel in a link."""
    return signing.dumps({"name": name, "email": email, "language": language}, salt=SALT)


def read_registration(token: str) -> dict[str, str] | None:
    """Read who asked; None when it is too old or not ours."""
    try:
        return signing.loads(token, salt=SALT, max_age=REGISTRATION_LASTS)
    except signing.BadSignature:
        return None


def is_of_ours(email: str) -> bool:
    """Tell whether an address belongs to a domain that HR named."""
    domain = email.strip().lower().rpartition("@")[2]
    return domain in {name.strip().lower() for name in current_organisation().email_domains}
