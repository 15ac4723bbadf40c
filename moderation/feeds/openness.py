"""What the page "What we measure" shows: every figure about people, and every rule in force."""

from dataclasses import dataclass

from intranet.platform import clock
from intranet.platform.figures import Figure, figures
from moderation.models import CodeVersion, FigureAgreement, RuleVersion, SectionWording
from people.models import User
from people.policies import can_manage_people


@dataclass(frozen=True)
class Measured:
    """A figure, and what was agreed about it, if that was noted."""

    figure: Figure
    agreement: FigureAgreement | None

    @property
    def is_on(self) -> bool:
        """Tell whether it is measured."""
        return self.agreement is None or self.agreement.is_on


@dataclass(frozen=True)
class InForce:
    """A rule that reads along, with the section of the code on which it stands."""

    rule: RuleVersion
    section: SectionWording | None


@dataclass(frozen=True)
class Openness:
    """Everything on the page, and whether its reader notes what was agreed."""

    measured: list[Measured]
    rules: list[InForce]
    may_note: bool


def what_we_measure(viewer: User) -> Openness:
    """Return the page for a reader; everybody reads the same, HR can note what was agreed."""
    noted = {agreement.key: agreement for agreement in FigureAgreement.objects.all()}
    measured = [Measured(figure, noted.get(key)) for key, figure in figures().items()]
    return Openness(measured, rules_in_force(), can_manage_people(viewer))


def rules_in_force() -> list[InForce]:
    """Return the rules that read along today, in the order of the code."""
    today = clock.day_here(clock.now())
    rules = RuleVersion.objects.working(today).select_related("owner").order_by("name", "pk")
    code = CodeVersion.objects.begun(today).first()
    worded = SectionWording.objects.filter(version=code) if code else SectionWording.objects.none()
    sections = {wording.section_id: wording for wording in worded}
    found = [InForce(rule, sections.get(rule.section_id)) for rule in rules]
    return sorted(found, key=lambda one: one.section.position if one.section else len(sections) + 1)


def measured(key: str) -> Measured | None:
    """Return one figure with what was agreed; None when there is no such figure."""
    figure = figures().get(key)
    if figure is None:
        return None
    return Measured(figure, FigureAgreement.objects.filter(key=key).first())


def figures_off() -> list[str]:
    """Return the keys of the figures that are switched off."""
    off = FigureAgreement.objects.filter(is_on=False)
    return list(off.values_list("key", flat=True))
