"""How the organisation is made up: teams, locations, function profiles, skills."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.querysets import TEAMS_IN_A_PATH, TeamQuerySet


class Named(models.Model):
    """Something that is known by its name alone."""

    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Location(Named):
    """A place of work: an office, a depot, a station."""

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")


class FunctionProfile(Named):
    """What a kind of job asks for, shared by all who do it."""

    class Meta:
        verbose_name = _("function profile")
        verbose_name_plural = _("function profiles")


class Skill(Named):
    """Something a colleague can be asked about."""

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")


class Team(models.Model):
    """A team, which may be part of another."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "parent"],
                nulls_distinct=False,
                name="one_team_of_a_name_in_a_parent",
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="no_team_is_part_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The team after what it is part of, as HR writes it: 'Netbeheer / Storing'."""
        names, above = [self.name], self.parent
        while above is not None and len(names) < TEAMS_IN_A_PATH:
            names.insert(0, above.name)
            above = above.parent
        return " / ".join(names)
