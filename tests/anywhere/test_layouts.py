"""Projects as people lay them out: whichever way, the right piece of code passes and the wrong one fails."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

COUNTER = """
from threading import Lock

class Right:
    def __init__(self):
        self.value = 0
        self.lock = Lock()

    def add(self):
        with self.lock:
            self.value += 1

class Wrong(Right):
    def add(self):
        self.value += 1
"""
TOGETHER = """
from threading import Thread

def together(*calls):
    threads = [Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
TESTS = """
from threadlab import every_schedule

@every_schedule
def test_right():
    counter = Right()
    together(counter.add, counter.add)
    assert counter.value == 2

@every_schedule
def test_wrong():
    counter = Wrong()
    together(counter.add, counter.add)
    assert counter.value == 2
"""
IN_SHOP = f"from shop.counter import Right, Wrong\n{TOGETHER}{TESTS}"
SRC = "[tool.pytest.ini_options]\npythonpath = ['src']\nthreadlab_packages = ['shop']\n"
LAYOUTS: dict[str, tuple[dict[str, str], int]] = {  # the files, and how many test files there are
    "a src folder": (
        {
            "pyproject.toml": SRC,
            "src/shop/__init__.py": "",
            "src/shop/counter.py": COUNTER,
            "tests/test_it.py": IN_SHOP,
        },
        1,
    ),
    "a module beside the test": (
        {"counter.py": COUNTER, "test_it.py": f"from counter import Right, Wrong\n{TOGETHER}{TESTS}"},
        1,
    ),
    "a package in a namespace": (
        {
            "pytest.ini": "[pytest]\npythonpath = .\nthreadlab_packages = acme.shop\n",
            "acme/shop/__init__.py": "from .counter import Right, Wrong",
            "acme/shop/counter.py": COUNTER,
            "tests/test_it.py": f"from acme.shop import Right, Wrong\n{TOGETHER}{TESTS}",
        },
        1,
    ),
    "tests that are a package": (
        {
            "pytest.ini": "[pytest]\npythonpath = .\nthreadlab_packages = shop\n",
            "shop/__init__.py": "from .counter import Right, Wrong",
            "shop/counter.py": COUNTER,
            "tests/__init__.py": "",
            "tests/helpers.py": TOGETHER,
            "tests/test_it.py": f"from shop import Right, Wrong\nfrom .helpers import together\n{TESTS}",
        },
        1,
    ),
    "two test files of one name": (
        {
            "pyproject.toml": f"{SRC}addopts = ['--import-mode=importlib']\n",
            "src/shop/__init__.py": "",
            "src/shop/counter.py": COUNTER,
            "tests/one/test_it.py": IN_SHOP,
            "tests/two/test_it.py": IN_SHOP,
        },
        2,
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_right_piece_passes_and_the_wrong_one_fails(pytester: pytest.Pytester, layout: str) -> None:
    files, times = LAYOUTS[layout]
    for name, text in files.items():
        path = pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    assert result.parseoutcomes() == {"passed": times, "failed": times}
    result.stdout.fnmatch_lines(["FAILED *test_it.py::test_wrong - An update is lost: expected 2, got 1"] * times)
