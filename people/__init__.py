"""Who works here: employees, teams, locations, profiles, sign-in, and who may see what.

Nouns: user, team, location, function profile, skill, audience, stored file, mute, invitation, activation code.
Others may call: add_person, change_person, deactivate_person, store_file, mute_person, invite_person.
"""
