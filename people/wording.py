"""How the audit log tells what people did with people and their accounts."""

from django.utils.translation import gettext_lazy as _

# After the name of who did it.
ACTS = {
    "people.audience.directed": _("changed which teams a place is for"),
    "people.code.made": _("made a code on paper"),
    "people.code.redeemed": _("came in with a code on paper"),
    "people.device.signed_out": _("signed out a device"),
    "people.file.infected": _("brought a file with a virus"),
    "people.file.removed": _("threw a file away"),
    "people.invitation.accepted": _("came in by an invitation"),
    "people.log.checked": _("asked for a check of the log"),
    "people.log.viewed": _("looked up in the log what somebody did"),
    "people.organisation.changed": _("changed the name, looks or values of this place"),
    "people.part.kept": _("changed a part of the organisation"),
    "people.part.removed": _("removed a part of the organisation"),
    "people.password.chosen": _("chose a password"),
    "people.password.replaced": _("replaced a password, at the machine itself"),
    "people.person.added": _("added a colleague"),
    "people.person.changed": _("changed what HR knows of a colleague"),
    "people.person.deactivated": _("ended the access of a colleague"),
    "people.person.invited": _("invited a colleague by mail"),
    "people.person.reactivated": _("let a colleague in again"),
    "people.person.registered": _("registered"),
    "people.person.welcomed": _("finished the first visit"),
    "people.photo.changed": _("changed a photo"),
    "people.photo.removed": _("removed a photo"),
    "people.profile.changed": _("changed a profile"),
    "people.role.given": _("changed what somebody may do in the administration"),
    "people.roster.applied": _("applied HR’s list"),
    "people.second_step.removed": _("took away somebody’s second step"),
    "people.settings.changed": _("changed settings"),
    "people.token.made": _("let a program in"),
    "people.token.withdrawn": _("sent a program away"),
}
