"""Making the environment on a machine that has nothing yet."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from intranet.platform.embedded import environment
from intranet.platform.embedded.speech import Refusal
from tests.house.conftest import ROOT

NOWHERE = {
    "PIP_INDEX_URL": "http://127.0.0.1:1/simple",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_RETRIES": "0",
    "PIP_FIND_LINKS": "",
}


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clone, as far as the environment is concerned; whoever comes first makes that."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / "requirements.txt").write_text("# nothing yet\n")
    return folder


@pytest.mark.house
def test_it_is_made_once_and_filled_again_only_when_the_list_changed(clone, capsys):
    for words in ("# nothing", "# nothing", "# still nothing, but said differently"):
        (clone / "requirements.txt").write_text(words)
        python = environment.prepare_environment(clone, "requirements.txt")

    assert subprocess.run([python, "-c", "pass"], check=False).returncode == 0
    assert capsys.readouterr().err.count("Installing") == 2


@pytest.mark.house
def test_without_a_network_it_says_so(clone, monkeypatch):
    for name, value in NOWHERE.items():
        monkeypatch.setenv(name, value)
    (clone / "requirements.txt").write_text(f"django==5.2 --hash=sha256:{'0' * 64}\n")

    with pytest.raises(Refusal, match="cannot be downloaded; is this machine connected"):
        environment.prepare_environment(clone, "requirements.txt")


def test_without_ensurepip_it_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "requirements.txt").write_text("# nothing yet")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(Refusal, match="install it with: apt install python3.*-venv"):
        environment.prepare_environment(tmp_path, "requirements.txt")


def test_an_old_python_is_refused_in_one_sentence(tmp_path):
    for name in ("bin", "old"):
        (tmp_path / name).mkdir()
    (tmp_path / "bin" / "_python").write_bytes((ROOT / "bin" / "_python").read_bytes())
    old = tmp_path / "old" / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 || exit 1\n')
    old.chmod(0o755)
    (tmp_path / "old" / "dirname").symlink_to("/usr/bin/dirname")

    answer = subprocess.run(
        ["/bin/sh", tmp_path / "bin" / "_python", "run"],
        env={"PATH": str(tmp_path / "old")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert answer.stderr == (
        "Onderling: this needs Python 3.11 or newer, and there is Python 3.9.2 on this machine.\n"
    )


def test_the_machinery_needs_nothing_but_python_itself():
    modules = [
        f"intranet.platform.embedded.{file.stem}"
        for file in Path(environment.__file__).parent.glob("*.py")
        if file.stem != "__main__"
    ]

    answer = subprocess.run(
        [sys.executable, "-S", "-c", f"import {', '.join(modules)}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.stderr == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "--port", "seventy"], "seventy is not a port"),
        (["run", "--port", "70000"], "70000 is not a port"),
        (["run", "--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_a_slip_in_the_options_is_told_before_anything_is_done(words, said):
    answer = subprocess.run([ROOT / "bin" / "_python", *words], capture_output=True, text=True)

    assert answer.returncode == 2
    assert said in answer.stderr
