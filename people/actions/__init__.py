"""Everything that can be done to people, their files and their way in."""

from people.actions.activating import make_activation_codes, redeem_activation_code
from people.actions.appointing import Role, give_role, role_of
from people.actions.choosing import change_settings
from people.actions.directing import direct_audience
from people.actions.employing import add_person, change_person
from people.actions.helping import remove_second_step
from people.actions.inviting import accept_invitation, invite_person
from people.actions.leaving import deactivate_person, reactivate_person
from people.actions.muting import mute_person, unmute_person
from people.actions.noticing import note_account_change
from people.actions.organising import change_organisation, keep_part, remove_part
from people.actions.passwords import choose_password, replace_password
from people.actions.presenting import change_photo, change_profile, remove_photo, welcome_person
from people.actions.registering import ask_to_register, register
from people.actions.resetting import ask_for_password_reset
from people.actions.reviewing import check_the_log, look_up_person
from people.actions.signing_out import sign_out_device, sign_out_other_devices
from people.actions.storing import (
    atomic_with_files,
    remove_file,
    store_document,
    store_file,
    store_picture,
)
from people.actions.tokens import make_token, withdraw_token
from people.actions.uploading import upload_file

__all__ = [
    "Role",
    "accept_invitation",
    "add_person",
    "ask_for_password_reset",
    "ask_to_register",
    "atomic_with_files",
    "change_organisation",
    "change_person",
    "change_photo",
    "change_profile",
    "change_settings",
    "check_the_log",
    "choose_password",
    "deactivate_person",
    "direct_audience",
    "give_role",
    "invite_person",
    "keep_part",
    "look_up_person",
    "make_activation_codes",
    "make_token",
    "mute_person",
    "note_account_change",
    "reactivate_person",
    "redeem_activation_code",
    "register",
    "remove_file",
    "remove_part",
    "remove_photo",
    "remove_second_step",
    "replace_password",
    "role_of",
    "sign_out_device",
    "sign_out_other_devices",
    "store_document",
    "store_file",
    "store_picture",
    "unmute_person",
    "upload_file",
    "welcome_person",
    "withdraw_token",
]
