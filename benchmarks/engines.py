"""Compare Threadlab's engine, in one run and on the same programs, with the tools that install from PyPI.

    python benchmarks/engines.py [--python python3.13] [--rounds 3] [--write]

One more column is Threadlab as it was at commit BEFORE, taken out of this repository's history. It makes
``.venv-benchmarks`` from ``benchmarks/requirements.txt`` first (one of the tools needs Python 3.13). Each tool judges
each program in a process of its own, one after the other, 60 seconds at most; Threadlab and what it was several times
in turn, of which the quickest counts. ``--write`` puts the table into ``docs/engines.md``.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
VENV = ROOT / ".venv-benchmarks"
LIMIT = 60  # seconds for one program
MANY = 40  # schedules of a program from which on it tells how fast a tool is, and not how fast it starts
BEFORE = "86c99a2"  # the commit whose engine today's is compared with
ENGINES = {
    "threadlab": "Threadlab",
    "before": f"Threadlab at {BEFORE}",
    "frontrun": "frontrun 0.7.0",
    "interleave": "interleave-test 0.1.0",
    "ploom": "ploom 0.1.1",
    "repetition": "1,000 real runs",
}


def main() -> None:
    options = parse()
    make_venv(options.python)
    with tempfile.TemporaryDirectory() as folder:
        compare(options, take_out(Path(folder)))


def compare(options: argparse.Namespace, before: Path) -> None:
    programs = programs_of()
    rows = []
    results: dict[str, list[dict[str, object]]] = {engine: [] for engine in ENGINES}
    for name, right in programs.items():
        cells = []
        ours = best_of(options.rounds, ("threadlab", ROOT / "src"), ("before", before), name=name)
        for engine in ENGINES:
            said = ours[engine] if engine in ours else judged(engine, name)
            said["correct"] = said["verdict"] == ("holds" if right else "fails")
            results[engine].append(said)
            cells.append(cell(said))
            print(f"{name:42} {ENGINES[engine]:24} {cells[-1]}", file=sys.stderr)
        cells += [times(seconds_of(ours["before"]), seconds_of(ours["threadlab"]))]
        cells += [times(per_schedule(results[engine][-1] for engine in OTHERS), per_schedule([ours["threadlab"]]))]
        rows.append(f"| {name} | {'holds' if right else 'fails'} | " + " | ".join(cells) + " |")
    text = table(rows, results)
    print(text)
    if options.write:
        (ROOT / "docs" / "engines.md").write_text(text, encoding="utf-8")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default="python3.13", help="the Python of .venv-benchmarks (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="how often Threadlab judges each (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="put the table into docs/engines.md")
    return parser.parse_args()


def make_venv(python: str) -> None:
    if VENV.exists():
        return
    subprocess.run([python, "-m", "venv", VENV], check=True)
    install = [VENV / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--require-hashes", "--requirement", HERE / "requirements.txt"], check=True)


def take_out(folder: Path) -> Path:
    """Take the engine of BEFORE out of the history; return its ``src``."""
    archive = subprocess.run(["git", "archive", BEFORE, "src"], check=True, capture_output=True, cwd=ROOT).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder / "src"


def best_of(rounds: int, *engines: tuple[str, Path], name: str) -> dict[str, dict[str, object]]:
    """Let versions of Threadlab judge a program in turn; return what each said when it was quickest."""
    best: dict[str, dict[str, object]] = {}
    for _ in range(rounds):
        for engine, source in engines:
            said = judged("threadlab", name, source)
            if engine not in best or seconds_of(said) < seconds_of(best[engine]):
                best[engine] = said
    return best


def programs_of() -> dict[str, bool]:
    sys.path.insert(0, str(HERE / "engines"))
    from programs import PROGRAMS

    return {name: program.right for name, program in PROGRAMS.items()}


def judged(engine: str, name: str, source: Path = ROOT / "src") -> dict[str, object]:
    binaries = VENV / "bin"
    python = [binaries / "frontrun", "python"] if engine == "frontrun" else [binaries / "python"]
    environment = {"PATH": f"{binaries}:/usr/bin:/bin", "PYTHONPATH": str(source), "PYTHONHASHSEED": "0"}
    command = [*map(str, python), str(HERE / "engines" / "run.py"), engine, name]
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=LIMIT, env=environment, cwd=VENV
        )
    except subprocess.TimeoutExpired:
        return {"verdict": "no answer", "schedules": 0, "seconds": float(LIMIT)}
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        return {"verdict": "crash", "schedules": 0, "seconds": 0.0}
    said: dict[str, object] = json.loads(lines[-1])
    return said


def cell(said: dict[str, object]) -> str:
    verdict = str(said["verdict"])
    if verdict.startswith("cannot"):
        return "cannot"
    wrong = "" if said["correct"] else " **wrong**" if verdict in ("holds", "fails") else ""
    return f"{verdict}{wrong}, {said['schedules']:,} in {said['seconds']:.2g} s"


OTHERS = ("frontrun", "interleave", "ploom")  # what runs chosen schedules, as Threadlab does


def seconds_of(said: dict[str, object]) -> float:
    return max(float(str(said["seconds"])), 1e-6)


def per_schedule(results: Iterable[dict[str, object]]) -> float:
    """Return the least seconds for each schedule."""
    ran = [said for said in results if int(str(said["schedules"]))]
    return min((seconds_of(said) / int(str(said["schedules"])) for said in ran), default=math.nan)


def times(one: float, other: float) -> str:
    return "-" if math.isnan(one) else f"{one / other:.3g}"  # not ".1f": the mean of ratios has no place for 0.0


def mean(ratios: Iterable[str]) -> str:
    """Return the geometric mean of the ratios that there are."""
    found = [float(ratio) for ratio in ratios if ratio != "-"]
    return f"{math.exp(sum(map(math.log, found)) / len(found)):.2f}"


def table(rows: list[str], results: dict[str, list[dict[str, object]]]) -> str:
    ratios = f" | times quicker than {BEFORE} | times quicker for each schedule than the best other tool |"
    head = "| program | is | " + " | ".join(ENGINES.values()) + ratios
    lines = [head, "|" + "---|" * (len(ENGINES) + 4), *rows]
    columns = list(zip(*(row.strip("| ").split(" | ") for row in rows), strict=True))
    totals, rates = [], []
    for said in results.values():
        totals.append(f"{sum(bool(each['correct']) for each in said)} of {len(said)} right")
        rates.append(rate([each for each in said if int(str(each["schedules"])) >= MANY]))
    lines.append("| **verdicts** | | " + " | ".join(totals) + " | | |")
    lines.append("| **schedules** | | " + " | ".join(rates) + " | | |")
    means = " | ".join(mean(column) for column in columns[-2:])
    lines.append("| **geometric mean** | | " + " | " * len(ENGINES) + f"{means} |")
    return INTRODUCTION + "\n".join(lines) + "\n"


def rate(ran: list[dict[str, object]]) -> str:
    seconds = sum(float(str(each["seconds"])) for each in ran)
    return f"{sum(int(str(each['schedules'])) for each in ran) / seconds:,.0f} a second" if seconds else "-"


INTRODUCTION = """# Engines side by side

Made by `python benchmarks/engines.py --write` in one run on one machine: the same programs, given to each tool in its
own terms; its verdict, the schedules that it ran, and the wall time until it answered. Times differ from machine to
machine; compare the columns. "1,000 real runs" is what most courses do. interleave-test draws 500 random schedules,
so its "holds" means "nothing found". What a tool has no words for, it "cannot". frontrun and ploom are asked for a
complete search. The line of schedules counts the programs of which a tool ran 40 or more. The last two columns are
ratios of times, row by row, from the same run; where one gave up, until then.

"""

if __name__ == "__main__":
    main()
