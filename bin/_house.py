"""What stands behind the scripts of this folder: it makes the environment, then steps inside.

Standard library only; it runs on the machine's own Python.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from intranet.platform.embedded.arguments import manage_arguments, run_arguments  # noqa: E402
from intranet.platform.embedded.environment import prepare_environment  # noqa: E402
from intranet.platform.embedded.speech import Refusal, complain  # noqa: E402

FOR_THE_PRODUCT = "requirements.txt"
FOR_ITS_BUILDERS = "requirements-dev.txt"


def main(name: str, words: list[str]) -> None:
    """Become the program that does what was asked."""
    if name == "run":
        # Before anything is installed: a question about the options, or a slip in them.
        run_arguments(ROOT, words)
        step_inside(FOR_THE_PRODUCT, ["-m", "intranet.platform.embedded", "run", *words])
    elif name == "manage":
        manage_arguments(ROOT, words)
        step_inside(FOR_THE_PRODUCT, ["-m", "intranet.platform.embedded", "manage", *words])
    elif name == "check":
        step_inside(FOR_ITS_BUILDERS, [str(ROOT / "bin" / "_checks.py"), *words])
    elif name == "mutate":
        step_inside(FOR_ITS_BUILDERS, [str(ROOT / "bin" / "_mutate.py"), *words])
    elif name in ("drill", "bench"):
        step_inside(FOR_THE_PRODUCT, ["-m", f"intranet.measuring.{name}", *words])
    else:
        os.chdir(ROOT)
        step_inside(FOR_ITS_BUILDERS, ["-m", "pytest", *shared_out(words), *words])


def step_inside(requirements: str, words: list[str]) -> None:
    """Go on as the Python of the environment, without what lies in the current folder."""
    python = prepare_environment(ROOT, requirements)
    os.environ["PYTHONPATH"] = str(ROOT)
    os.execv(python, [str(python), "-P", *words])


def shared_out(words: list[str]) -> list[str]:
    """Let all cores take part, unless whoever asks wants to watch a single process."""
    alone = ("-n", "--pdb", "--trace", "-s", "--collect-only", "--co", "--help", "-h", "--fixtures")
    return [] if any(word.startswith(alone) for word in words) else ["-n", "auto"]


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2:])
    except Refusal as refusal:
        complain(f"Onderling: {refusal}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
