"""Who works here: employees, teams, locations, profiles, sign-in, and who may see what.

Nouns: user, team, location, function profile, skill, audience, stored file, mute, invitation,
activation code.
Others may call: add_person, change_person, change_profile, change_photo, deactivate_person,
give_role, store_file, store_picture, mute_person, invite_person, make_activation_codes.
"""
