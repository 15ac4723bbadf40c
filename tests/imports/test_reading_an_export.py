"""Reading an export, with everything that is odd or broken in it."""

import zipfile

import pytest
from django.core.management import CommandError

from communities.models import ImportedMessage, ImportRun
from conversations.models import Thread
from people.models import User
from tests.imports.exports import COLUMNS, Export

pytestmark = pytest.mark.django_db


def messages_of(report):
    files = report["exports"][0]["files"]
    return next(file for file in files if file["file"] == "Messages.csv")


def test_columns_are_found_by_name_in_whatever_order(bring_in):
    export = Export()
    export.columns["Messages.csv"] = list(reversed(COLUMNS["Messages.csv"]))
    export.message("Goed gelezen")

    bring_in(export)

    assert Thread.objects.get().plain == "Goed gelezen"


def test_an_unknown_column_is_kept_and_named_in_the_report(bring_in):
    export = Export()
    export.columns["Messages.csv"] = [*COLUMNS["Messages.csv"], "shoe_size"]
    export.message("Hoi", shoe_size="42")
    export.message("Hoi", shoe_size="")

    report = bring_in(export)

    assert messages_of(report)["unknown_columns"] == {"shoe_size": 1}
    assert ImportedMessage.objects.get(extra__isnull=False).extra == {"shoe_size": "42"}


def test_what_was_found_is_set_beside_what_log_txt_announced(bring_in):
    export = Export()
    export.whole["log.txt"] = "Number of exported MESSAGES: 3\n"
    export.announce = False
    export.message("Eén")
    export.message("Twee")

    report = bring_in(export)

    told = messages_of(report)
    assert (told["announced"], told["distinct"], told["difference"]) == (3, 2, -1)
    assert "differs by -1" in report["screen"]


def test_a_file_that_is_not_taken_over_is_counted_and_said_so(bring_in):
    export = Export()
    export.whole["Answers.csv"] = '"id"\n"1"\n"2"\n'
    export.message("Hoi")

    report = bring_in(export)

    assert "Answers.csv" in report["screen"]
    assert "not taken over" in report["screen"]


def test_files_in_a_folder_of_the_zip_are_found(bring_in, tmp_path):
    export = Export()
    export.message("In een map")
    flat = export.save(tmp_path)
    with zipfile.ZipFile(flat) as old, zipfile.ZipFile(tmp_path / "nested.zip", "w") as new:
        for name in old.namelist():
            new.writestr(f"export-2018/{name}", old.read(name))
    nested = Export("nested.zip")
    nested.save = lambda folder: tmp_path / "nested.zip"

    bring_in(nested)

    assert Thread.objects.get().plain == "In een map"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"sender_id": "Bram"}, "sender_id is not an id: 'Bram'"),
        ({"thread_id": "99999999999999999999999"}, "thread_id is not an id"),
        ({"created_at": "gisteren"}, "created_at is not a date: 'gisteren'"),
        ({"created_at": "null"}, "created_at is empty"),
        ({"created_at": "0001-01-01T00:00:00Z"}, "created_at cannot be"),
        ({"in_private_conversation": "misschien"}, "in_private_conversation is neither true nor"),
    ],
)
def test_a_senseless_row_is_listed_with_its_line_and_the_rest_goes_on(bring_in, cells, said):
    export = Export()
    export.message("Eerst\nover twee regels")
    export.message("Onzin", **cells)
    export.message("Daarna")

    report = bring_in(export)

    problem = report["problems"][0]
    assert (problem["zip"], problem["file"], problem["line"]) == ("export.zip", "Messages.csv", 4)
    assert said in problem["sentence"]
    assert Thread.objects.count() == 2
    assert messages_of(report)["left_out"] == 1


def broken(export, change):
    """Replace the Messages.csv of an export by a changed one."""
    text = export.text_of("Messages.csv", export.rows["Messages.csv"])
    export.whole["Messages.csv"] = change(text)
    return export


def three_messages():
    export = Export()
    for body in ("Eén", "Twee", "Drie"):
        export.message(body)
    return export


def test_a_row_that_is_not_utf_8_is_listed_and_the_rest_goes_on(bring_in):
    export = broken(three_messages(), lambda text: text.replace(b'"Twee"', b'"Tw\xe9\xe9"'))

    report = bring_in(export)

    assert "not UTF-8" in report["problems"][0]["sentence"]
    assert set(Thread.objects.values_list("plain", flat=True)) == {"Eén", "Drie"}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b'"Twee"', b'"Twee'),
        lambda text: text.replace(b'"Twee",', b'"Twee","nog iets",'),
        lambda text: text.replace(b'"Twee","', b'"Twee",'),
    ],
)
def test_a_broken_row_costs_itself_and_not_the_one_after_it(bring_in, change):
    report = bring_in(broken(three_messages(), change))

    assert [problem["line"] for problem in report["problems"]] == [3]
    assert set(Thread.objects.values_list("plain", flat=True)) == {"Eén", "Drie"}


def test_a_file_cut_off_in_the_middle_of_a_row_loses_that_row_only(bring_in):
    report = bring_in(broken(three_messages(), lambda text: text[: text.index(b"Drie") + 2]))

    assert [problem["line"] for problem in report["problems"]] == [4]
    assert set(Thread.objects.values_list("plain", flat=True)) == {"Eén", "Twee"}


def test_a_missing_column_is_named_and_nothing_is_written(bring_in):
    export = three_messages()
    export.columns["Messages.csv"] = [
        name for name in COLUMNS["Messages.csv"] if name != "in_private_conversation"
    ]
    for row in export.rows["Messages.csv"]:
        del row["in_private_conversation"]

    with pytest.raises(CommandError, match=r"Messages.csv, line 1: column in_private_conversation"):
        bring_in(export)

    assert not User.objects.exists()


def test_a_file_in_another_encoding_altogether_is_named_and_nothing_is_written(bring_in):
    export = broken(three_messages(), lambda text: text.decode("utf-8-sig").encode("utf-16"))

    with pytest.raises(CommandError, match=r"export.zip: Messages.csv is UTF-16"):
        bring_in(export)

    assert not User.objects.exists()


def test_something_that_is_no_zip_is_named(bring_in, tmp_path):
    export = Export()
    (tmp_path / "export.zip").write_bytes(b"PK no zip at all")
    export.save = lambda folder: folder / "export.zip"

    with pytest.raises(CommandError, match=r"export.zip: export.zip cannot be read"):
        bring_in(export)


def test_a_zip_that_was_damaged_on_its_way_stops_before_anything_is_written(bring_in, tmp_path):
    export = Export()
    for number in range(200):
        export.message(f"Bericht {number} {hash(str(number))}")
    path = export.save(tmp_path)
    content = bytearray(path.read_bytes())
    middle = content.index(b"Messages.csv") + 600
    content[middle : middle + 50] = bytes(50)
    path.write_bytes(content)
    export.save = lambda folder: path

    with pytest.raises(CommandError, match=r"Messages.csv cannot be read"):
        bring_in(export)

    assert not User.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_zip_with_something_else_in_it_is_refused(bring_in, tmp_path):
    with zipfile.ZipFile(tmp_path / "holiday.zip", "w") as archive:
        archive.writestr("strand.jpg", b"zon")
    export = Export()
    export.save = lambda folder: folder / "holiday.zip"

    with pytest.raises(CommandError, match="this is no network export"):
        bring_in(export)


def test_a_zip_that_is_not_there_is_named(bring_in):
    export = Export()
    export.save = lambda folder: folder / "nergens.zip"

    with pytest.raises(CommandError, match="there is no such file"):
        bring_in(export)


def test_a_body_of_half_a_book_comes_in_whole(bring_in):
    export = Export()
    export.message("woord " * 20_000)

    bring_in(export)

    assert len(Thread.objects.get().plain.split()) == 20_000


def test_a_nul_byte_in_a_body_does_no_harm(bring_in):
    export = Export()
    export.message("voor\x00na")

    bring_in(export)

    assert Thread.objects.get().plain == "voorna"


def test_older_exports_write_their_dates_otherwise(bring_in):
    export = Export()
    export.message("Oud", at="2012/03/04 05:06:07 +0100")

    bring_in(export)

    assert Thread.objects.get().published_at.isoformat() == "2012-03-04T04:06:07+00:00"
