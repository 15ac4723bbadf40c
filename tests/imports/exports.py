"""Export zips as an administrator downloads them, made in code, as small as a test needs."""

import csv
import io
import zipfile
from itertools import count

COLUMNS = {
    "Messages.csv": [
        "id",
        "replied_to_id",
        "thread_id",
        "conversation_id",
        "group_id",
        "group_name",
        "participants",
        "in_private_group",
        "in_private_conversation",
        "sender_id",
        "sender_type",
        "sender_name",
        "sender_email",
        "body",
        "api_url",
        "attachments",
        "deleted_by_id",
        "deleted_by_type",
        "created_at",
        "deleted_at",
        "title",
        "message_type",
        "closed",
    ],
    "Users.csv": [
        "id",
        "name",
        "email",
        "job_title",
        "location",
        "department",
        "api_url",
        "deleted_by_id",
        "deleted_by_type",
        "joined_at",
        "deleted_at",
        "suspended_by_id",
        "suspended_by_type",
        "suspended_at",
        "guid",
        "state",
    ],
    "Groups.csv": [
        "id",
        "name",
        "description",
        "private",
        "external",
        "deleted",
        "created_at",
        "updated_at",
    ],
    "Files.csv": [
        "id",
        "file_id",
        "name",
        "description",
        "uploader_id",
        "uploader_type",
        "group_id",
        "group_name",
        "path",
        "uploaded_at",
        "deleted_at",
    ],
    "Admins.csv": ["id", "name", "email", "type"],
    "Networks.csv": ["id", "name", "url"],
    "MessageVersions.csv": ["message_id", "title", "body", "created_at"],
}
GROUP = 11_687_273
# More than 2^31, as the ids of messages are.
_numbers = count(13_237_800_590_164)


class Export:
    """One zip that is being put together; by default with Yara, who takes care of the network."""

    def __init__(self, name="export.zip", *, until="2018-01-01", announce=True):
        self.name, self.until, self.announce = name, until, announce
        self.rows = {name: [] for name in COLUMNS}
        self.columns = dict(COLUMNS)
        self.whole = {}
        self.user(1, "Yara Kamp", email="yara@noorderlicht.example")
        self.add("Admins.csv", id=1, name="Yara Kamp", email="yara@noorderlicht.example")
        self.add("Networks.csv", id=1, name="Noorderlicht Netbeheer")
        self.group(GROUP, "Storingen")

    def add(self, file, **cells):
        self.rows[file].append(cells)

    def user(self, number, name, *, email=None, state="active", **cells):
        address = f"{name.split()[0].lower()}@noorderlicht.example" if email is None else email
        times = {"joined_at": "2017-04-07T17:17:00.000Z", "deleted_at": "null"}
        times["suspended_at"] = "null"
        self.add(
            "Users.csv", id=number, name=name, email=address, state=state, **{**times, **cells}
        )
        return number

    def group(self, number, name, *, private="false", **cells):
        made = {"created_at": "2017-01-01T00:00:00.000Z", "external": "false", "deleted": "false"}
        self.rows["Groups.csv"] = [row for row in self.rows["Groups.csv"] if row["id"] != number]
        self.add("Groups.csv", id=number, name=name, private=private, **{**made, **cells})
        return number

    def message(self, body="Wie weet dit?", *, to=None, thread=None, number=None, **cells):
        """Say something; `to` is a message that it answers."""
        number = number or next(_numbers)
        at = cells.pop("at", f"2017-06-{(number % 27) + 1:02}T10:00:00.000Z")
        defaults = {
            "thread_id": thread or to or number,
            "replied_to_id": to or "",
            "group_id": GROUP,
            "group_name": "Storingen",
            "in_private_group": "false",
            "in_private_conversation": "false",
            "sender_id": 1,
            "sender_type": "user",
            "sender_name": "Yara Kamp",
            "sender_email": "yara@noorderlicht.example",
            "deleted_at": "null",
            "message_type": "update",
            "closed": "FALSE",
            "created_at": at,
        }
        self.add("Messages.csv", id=number, body=body, **{**defaults, **cells})
        return number

    def private(self, body, *people, sender, **cells):
        """Say something to a few people only."""
        named = ",".join(f"user:{person}" for person in people)
        return self.message(
            body,
            group_id="",
            group_name="",
            participants=named,
            in_private_conversation="true",
            sender_id=sender,
            **cells,
        )

    def file(self, number, name, *, file_id=None, content=None, path="", **cells):
        self.add(
            "Files.csv",
            id=number,
            file_id=file_id or number,
            name=name,
            path=path,
            uploader_id=1,
            uploaded_at="2017-06-01T10:00:00.000Z",
            deleted_at="null",
            **cells,
        )
        if content is not None:
            self.whole[path or f"files/{number}"] = content

    def save(self, folder):
        """Write the zip, and return where it is."""
        path = folder / self.name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, rows in self.rows.items():
                if (rows or file != "MessageVersions.csv") and file not in self.whole:
                    archive.writestr(file, self.text_of(file, rows))
            if self.announce:
                archive.writestr("log.txt", self.log())
            if self.until:
                archive.writestr("request.txt", f"until={self.until}T00:00:00+00:00\n")
            for name, content in self.whole.items():
                archive.writestr(name, content)
        return path

    def text_of(self, file, rows):
        out = io.StringIO()
        writer = csv.DictWriter(out, self.columns[file], quoting=csv.QUOTE_ALL, restval="")
        writer.writeheader()
        writer.writerows(rows)
        return b"\xef\xbb\xbf" + out.getvalue().encode()

    def log(self):
        kinds = {"MESSAGES": "Messages.csv", "USERS": "Users.csv", "GROUPS": "Groups.csv"}
        return "".join(
            f"Number of exported {kind}: {len({row['id'] for row in self.rows[file]})}\n"
            for kind, file in kinds.items()
        )
