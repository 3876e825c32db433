"""The guide for other people's code, followed as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

GUIDE = (Path(__file__).parents[2] / "docs" / "for-your-own-code.md").read_text(encoding="utf-8")
FIRST, _, WORKED = GUIDE.partition("## Three worked examples")
INI, CACHE, TEST = re.findall(r"```(?:ini|python)\n(.*?)```", FIRST, re.DOTALL)
EXAMPLES = {part.partition("\n")[0]: part for part in WORKED.partition("\n## ")[0].split("\n### ")[1:]}
RUN = re.compile(r"\$ pytest (\S+)  # (fails|passes)")


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    (pytester.path / "pytest.ini").write_text(INI)
    (pytester.mkpydir("shop") / "cache.py").write_text(CACHE)
    (pytester.path / "test_cache.py").write_text(TEST)
    pytester.syspathinsert()
    return pytester


def test_the_cache_that_looks_first_fails_with_the_order(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("test_cache.py")
    result.assert_outcomes(failed=1)
    said = " ".join(result.stdout.str().split())
    assert "if key not in self._kept" in said
    assert "expected ['a'], got ['a', 'a']" in said


def test_with_all_of_it_under_the_lock_it_passes(project: pytest.Pytester) -> None:
    head, _, _ = CACHE.partition("        if key not in")
    whole = head + (
        "        with self._lock:\n"
        "            if key not in self._kept:\n"
        "                self._kept[key] = self._compute(key)\n"
        "            return self._kept[key]\n"
    )
    (project.path / "shop" / "cache.py").write_text(whole)
    project.runpytest_inprocess("test_cache.py").assert_outcomes(passed=1)


def blocks(example: str) -> Iterator[tuple[str, str]]:
    """Give what an example writes and runs, in its order: each block with the words before it."""
    pieces = re.split(r"```(?:python|console)\n(.*?)```", example, flags=re.DOTALL)
    yield from zip(pieces[0::2], pieces[1::2], strict=False)


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_a_worked_example_fails_and_passes_as_it_says(project: pytest.Pytester, example: str) -> None:
    outcomes = []
    for words, block in blocks(example):
        run = RUN.match(block)
        if run is not None:
            result = project.runpytest_inprocess("-p", "no:cacheprovider", run[1])
            outcomes.append((run[2], "failed" if result.parseoutcomes().get("failed") else "passed"))
            assert "undecided" not in result.parseoutcomes()
            continue
        path = project.path / re.findall(r"In `([\w/.]+)`", words)[-1]
        path.write_text(changed(path, block) if path.exists() else block)
        if "`from threading import Lock` at the top" in example and path.name == "lru.py":
            path.write_text(f"from threading import Lock\n{path.read_text()}")
    assert outcomes == [("fails", "failed"), ("passes", "passed")]


def changed(path: Path, block: str) -> str:
    """Return a file with a block in the place of those lines that it replaces: as many, or all from its first on."""
    old, new = path.read_text().splitlines(), block.splitlines()
    if new[0] in old and len(new) > 2:  # "from def __init__ on"
        return "\n".join([*old[: old.index(new[0])], *new, ""])
    if len(new) == 2:  # "the other way round"
        at = old.index(new[1])
        assert old[at : at + 2] == new[::-1]
        return "\n".join([*old[:at], *new, *old[at + 2 :], ""])
    [place] = [n for n, line in enumerate(old) if line.split()[:1] == ["if"] and line.split()[1:] == new[0].split()[1:]]
    return "\n".join([*old[:place], new[0], *old[place + 1 :], ""])
