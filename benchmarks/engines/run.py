"""Let one engine judge one program and print what it says as JSON: ``run.py ENGINE PROGRAM``."""

from __future__ import annotations

import importlib
import json
import sys
import time


def main() -> None:
    engine, program = sys.argv[1:]
    judge = importlib.import_module(f"{engine}_engine").judge
    begin = time.perf_counter()
    try:
        verdict, schedules = judge(program)
    except NotImplementedError as error:
        verdict, schedules = f"cannot: {error}", 0
    print(json.dumps({
        "verdict": verdict,
        "schedules": schedules,
        "seconds": time.perf_counter() - begin,
    }))  # fmt: skip


main()
