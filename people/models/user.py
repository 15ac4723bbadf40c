"""A person who works here; one row, whether or not she has e-mail."""

import zoneinfo
from functools import cache
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Collate, Lower, Upper
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from people.querysets import SortKey, UserQuerySet

TONES = ("clay", "sun", "sea", "moss", "plum", "rose", "slate")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes people; the rules of who may are in people.actions."""

    def create_user(self, *, name: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password she signs in after an invitation or a code."""
        person = self.model(name=name, **fields)
        person.email = (person.email or "").strip().lower() or None
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(
        self, *, name: str = "", password: str | None = None, **fields: Any
    ) -> "User":
        """Make the first administrator."""
        name = name or str(fields.get("email", "")).split("@")[0]
        return self.create_user(
            name=name, password=password, is_staff=True, is_superuser=True, **fields
        )


@cache
def time_zones() -> set[str]:
    """Return the time zones that this machine knows; it reads hundreds of files for that."""
    return zoneinfo.available_timezones()


def known_time_zone(name: str) -> None:
    """Refuse a time zone that this machine does not know."""
    if name not in time_zones():
        raise ValidationError(_("Choose a time zone from the list."))


class User(AbstractBaseUser, PermissionsMixin):
    """A person: what HR knows of her, what she says of herself, and what she chose."""

    class WorkKind(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        AT_HOME = "at_home", _("at home")
        IN_FIELD = "in_field", _("in the field")

    class Language(models.TextChoices):
        DUTCH = "nl", "Nederlands"
        ENGLISH = "en", "English"

    class Theme(models.TextChoices):
        SYSTEM = "system", _("as my device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    # ---- Who she is, by HR
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    personnel_number = models.CharField(_("personnel number"), max_length=30, null=True, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    function_profile = models.ForeignKey(
        "people.FunctionProfile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("function profile"),
    )
    team = models.ForeignKey(
        "people.Team",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("team"),
    )
    manager = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("line manager"),
    )
    location = models.ForeignKey(
        "people.Location",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("location"),
    )
    kind_of_work = models.CharField(
        _("kind of work"), max_length=10, choices=WorkKind.choices, default=WorkKind.ON_SITE
    )

    is_communications = models.BooleanField(
        _("communications"),
        default=False,
        help_text=_("May announce in every community where she may post, and to everybody."),
    )

    # ---- What she says of herself
    photo = models.ForeignKey(
        "people.StoredFile",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
    )
    about = models.TextField(_("about you"), max_length=1000, blank=True)
    skills = models.ManyToManyField(
        "people.Skill", blank=True, related_name="people", verbose_name=_("skills")
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    # ---- What she chose
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.DUTCH
    )
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="Europe/Amsterdam", validators=[known_time_zone]
    )
    theme = models.CharField(_("theme"), max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    feed_order = models.CharField(max_length=10, default="activity")
    shows_email = models.BooleanField(_("show my e-mail"), default=True)
    shows_phone = models.BooleanField(_("show my phone number"), default=True)
    shows_skills = models.BooleanField(_("show my skills"), default=True)

    # ---- Where she stands
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    # The product itself, where it must act under a name; nobody signs in as it.
    is_system = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(_("here since"), default=timezone.now, editable=False)
    welcomed_at = models.DateTimeField(_("first visit"), null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)
    # No session from before this moment counts, wherever a copy of it may still be.
    sessions_ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    # ---- How she stands to the code of conduct (kept by moderation)
    # The newest version of the code that she accepted; 0 for none.
    code_accepted = models.PositiveIntegerField(default=0, editable=False)
    # Until when she only reads; HR decided so, with a reason that she was told.
    silenced_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("colleague")
        verbose_name_plural = _("colleagues")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="an_email_is_kept_in_small_letters",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="everybody_has_a_name"),
            models.UniqueConstraint(
                Upper("personnel_number"),
                name="one_person_per_personnel_number",
                violation_error_message=_("Somebody else has this personnel number."),
            ),
        ]
        indexes = [
            models.Index(Lower("name"), name="people_by_small_name"),
            models.Index(Collate(SortKey("name"), "C"), "id", name="people_in_list_order"),
            GinIndex(OpClass(SortKey("name"), "gin_trgm_ops"), name="people_by_part_of_name"),
            GinIndex(OpClass(SortKey("job_title"), "gin_trgm_ops"), name="people_by_part_of_job"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """How a colleague would call her."""
        return self.name.split(" ")[0]

    @property
    def is_nobody(self) -> bool:
        """Tell whether it is the account under which words without a name stand."""
        return self.is_system and self.is_active

    @property
    def shown_name(self) -> str:
        """The name as readers read it; of who gave none, in the reader's own language."""
        return str(_("A colleague")) if self.is_nobody else self.name

    @property
    def has_come_in(self) -> bool:
        """Tell whether she was here before, or has what she comes in with."""
        return self.last_login is not None or self.has_usable_password()

    @property
    def initials(self) -> str:
        """The letters in the place of a photo: first of the first and of the last name."""
        words = [word for word in self.name.split() if word[0].isalpha()] or [self.name]
        letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
        return letters.upper()

    @property
    def tone(self) -> str:
        """The colour behind those letters; always the same for the same person."""
        return TONES[(self.pk or 0) % len(TONES)]

    @property
    def role(self) -> str:
        """Job and place, as they stand beside a name: 'Monteur storingsdienst, Emmen'."""
        place = self.location.name if self.location_id and self.location else ""
        return ", ".join(part for part in (self.job_title, place) if part)

    def photo_url(self, size: int = 96) -> str | None:
        """The address of her photo in about this many pixels; None when she has none."""
        return self.photo.url(f"{size}") if self.photo_id and self.photo else None

    def get_absolute_url(self) -> str:
        """The address of her profile."""
        return f"/people/{self.pk}/"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to the password, as Django does, and to when they were last ended."""
        ended = self.sessions_ended_at.isoformat() if self.sessions_ended_at else ""
        salt = "people.models.User.get_session_auth_hash"
        return salted_hmac(
            salt, self.password + ended, secret=secret, algorithm="sha256"
        ).hexdigest()
