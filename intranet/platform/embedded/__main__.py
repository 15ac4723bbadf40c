"""The door of the machinery: `bin/run` and `bin/manage` come in here, in the environment."""

import sys
from pathlib import Path

from intranet.platform.embedded.arguments import manage_arguments, run_arguments
from intranet.platform.embedded.children import ROOT
from intranet.platform.embedded.interruptions import Interrupted
from intranet.platform.embedded.managing import manage
from intranet.platform.embedded.running import run
from intranet.platform.embedded.speech import Refusal, as_sentence, complain

STOPPED = 130


def main(name: str, words: list[str]) -> int:
    """Do what was asked; whatever hinders it becomes one sentence."""
    try:
        if name == "run":
            said = run_arguments(ROOT, words)
            return run(port=said.port, data_path=said.data, with_demo=not said.empty)
        said = manage_arguments(ROOT, words)
        return manage(data_path=Path(said.data), command=said.command)
    except Refusal as refusal:
        complain(f"Onderling: {refusal}")
    except OSError as error:
        complain(f"Onderling: {as_sentence(error)}")
    except (Interrupted, KeyboardInterrupt):
        return STOPPED
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
