"""Bringing exports in through the command that an administrator types."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.imports.exports import Export


@pytest.fixture
def bring_in(tmp_path):
    """Import exports; return the report as JSON, with the screen under `screen`."""

    def brought_in(*exports: Export, **options):
        paths = [str(export.save(tmp_path)) for export in exports]
        screen, report = StringIO(), tmp_path / "report.json"
        call_command("import_yammer", *paths, report=report, stdout=screen, **options)
        return json.loads(report.read_text()) | {"screen": screen.getvalue()}

    return brought_in


@pytest.fixture
def take_back(tmp_path):
    """Take a run back; return what was told as JSON."""

    def taken_back(run: int):
        report = tmp_path / "undo.json"
        call_command("import_yammer", undo=run, report=report, stdout=StringIO())
        return json.loads(report.read_text())

    return taken_back
