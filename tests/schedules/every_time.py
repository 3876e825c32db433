"""What the engine says of some programs, as JSON: the same on each run, whatever Python, seed of hashes and load.

python tests/schedules/every_time.py             # says it once
python tests/schedules/every_time.py 1000        # says it 1,000 times over, and fails if it is not always the same
python tests/schedules/every_time.py --write     # keeps it in every_time.json, for the tests
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from pathlib import Path
from typing import Any

from threadlab import explore
from threadlab.story import tell

KEPT = Path(__file__).with_suffix(".json")
JOIN = """
from threading import Thread
def together(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""
# Programs and their tests; in most of them something lies in wait that differs from run to run outside of a world.
TEXTS = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split("---\n")
PROGRAMS = {text.partition("\n")[0].removeprefix("# "): text for text in TEXTS}


def said(name: str) -> dict[str, Any]:
    """Return what is said of a program: the verdict, how it was come by, and the story."""
    source, _, test = PROGRAMS[name].partition("# test\n")
    result = explore(test, JOIN + source)
    story = tell(result, name=name)
    failure = result.failure
    return {
        "verdict": result.verdict,
        "schedules": result.schedules,
        "polls": list(result.polls),
        "reason": result.reason,
        "failure": None if failure is None else [failure.kind, failure.message, failure.line, failure.replay],
        "story": hashlib.sha256((story.text + story.svg).encode()).hexdigest()[:16],
    }


def everything() -> dict[str, dict[str, Any]]:
    return {name: said(name) for name in PROGRAMS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("turns", type=int, nargs="?", default=1, help="how many times over (default: once)")
    parser.add_argument("--write", action="store_true", help=f"keep it in {KEPT.name}")
    asked = parser.parse_args()
    first = everything()
    if asked.write:
        KEPT.write_text(json.dumps(first, indent=1) + "\n", encoding="utf-8")
        return
    for turn in range(1, asked.turns):
        rubbish = [bytearray(random.randrange(1, 5000)) for _ in range(random.randrange(100))]  # objects lie elsewhere
        again = everything()
        del rubbish
        if again != first:
            changed = [name for name in PROGRAMS if again[name] != first[name]]
            sys.exit(f"turn {turn + 1}: not the same: " + "; ".join(f"{n}: {first[n]} {again[n]}" for n in changed))
    print(json.dumps(first))


if __name__ == "__main__":
    main()
