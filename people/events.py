"""What happens to people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonDeactivated:
    """Somebody does not work here any more; her access has ended already."""

    person_id: int
    actor_id: int


@dataclass(frozen=True)
class PeopleChanged:
    """What can be known of some people is another than before: new here, back, or changed."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class AudienceDirected:
    """What is said in a place is for other people than before."""

    audience_id: int


@dataclass(frozen=True)
class PersonInvited:
    """Somebody is asked in by mail."""

    invitation_id: int


@dataclass(frozen=True)
class PasswordResetAsked:
    """Somebody, known or not, asked for a new password."""

    login: str


@dataclass(frozen=True)
class RegistrationAsked:
    """Somebody with an address of ours wants to come in."""

    name: str
    email: str
    language: str


@dataclass(frozen=True)
class AccountChanged:
    """Something about how a person signs in was changed; she is told, in case it was not her."""

    person_id: int
    what: str
    # Empty where no mail is owed.
    email: str
    # Who did it, where that was not she herself.
    actor_id: int | None = None
