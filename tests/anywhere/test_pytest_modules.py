"""Modules as projects have them: other encodings, optional parts, what is not installed, and packages named in part."""

from __future__ import annotations

import pytest

from tests.anywhere.test_pytest_plugin import RACE, TEST, project, run

pytest_plugins = ["pytester"]
__all__ = ["project"]  # a fixture

OPTIONAL = """
try:
    from . import _fast
except ImportError:
    _fast = None
try:
    from ._faster import go
except ImportError:
    def go(): return 1
try:
    import not_installed.at_all
except ModuleNotFoundError as error:
    not_installed = error.name
"""
MODULES = {
    "in another encoding": (b"# -*- coding: latin-1 -*-\nname = 'Zo\xe9'\n", "part.name == 'Zo\xe9'"),
    "with optional parts": (
        OPTIONAL.encode(),
        "(part._fast, part.go(), part.not_installed) == (None, 1, 'not_installed')",
    ),
    "that asks for its file": (b"here = __file__\n", "part.here.endswith('part.py')"),
}


@pytest.mark.parametrize(("text", "holds"), MODULES.values(), ids=MODULES)
@pytest.mark.parametrize("hold", [True, False])
def test_a_module_is_what_python_makes_of_it(project: pytest.Pytester, text: bytes, holds: str, hold: bool) -> None:
    (project.path / "shop" / "part.py").write_bytes(text)
    test = f"from shop import part\n@every_schedule\ndef test_it():\n    assert {'' if hold else 'not '}({holds})\n"
    run(project, test).assert_outcomes(passed=int(hold), failed=int(not hold))


def test_what_is_missing_to_a_module_that_is_there_is_not_passed_over(project: pytest.Pytester) -> None:
    (project.path / "shop" / "part.py").write_text("import not_installed\n")
    result = run(project, "@every_schedule\ndef test_it():\n    from shop import part\n")
    result.assert_outcomes(failed=1)
    assert "No module named 'not_installed'" in result.stdout.str()


def test_a_part_of_a_package_that_reaches_into_the_rest_is_undecided_and_the_rest_is_named(
    project: pytest.Pytester,
) -> None:
    inner = project.mkpydir("shop/inner")
    (inner / "part.py").write_text("from .. import counter\ndef make(): return counter.Counter()\n")
    test = "@every_schedule\ndef test_it():\n    from shop.inner import part\n    part.make()\n"
    project.makeini("[pytest]\nthreadlab_packages = shop.inner\n")
    result = run(project, test)
    assert result.parseoutcomes() == {"undecided": 1}
    assert "uses shop (shop.inner.part, line 2); if shop belongs to what is under test" in result.stdout.str()


def test_what_is_not_there_to_be_imported_is_told_when_a_value_of_it_is(project: pytest.Pytester) -> None:
    (project.path / "shop" / "part.py").write_text("import asyncio\n")
    test = "from shop import part\n@every_schedule\ndef test_it():\n    assert (1, part.asyncio) == (1, 2)\n"
    assert "Not decided: uses asyncio" in run(project, test).stdout.str()


@pytest.mark.parametrize("names", ["shop helpers", "shop\n    helpers"])
def test_packages_are_named_on_one_line_or_on_several(project: pytest.Pytester, names: str) -> None:
    project.makeini(f"[pytest]\nthreadlab_packages = {names}\n")
    project.makepyfile(helpers="")
    run(project, RACE).assert_outcomes(failed=1)


@pytest.mark.parametrize("names", ["shop, json", "shop,json", "\n    shop,\n    json", "shop json"])
def test_packages_may_have_commas_or_lines_between_them(project: pytest.Pytester, names: str) -> None:
    project.makeini(f"[pytest]\nthreadlab_packages = {names}\n")
    assert run(project, RACE).parseoutcomes() == {"failed": 1}


def test_a_case_of_unittest_may_name_a_single_package_by_a_text(project: pytest.Pytester) -> None:
    case = "import unittest\nclass C(unittest.TestCase):\n    threadlab_packages = 'shop'\n    @every_schedule\n"
    case += "    def test_it(self):\n        counter = Counter()\n        twice(counter.add)\n"
    project.makepyfile(test_shop=f"{TEST}{case}        self.assertEqual(counter.value, 2)\n")
    ran = project.runpython_c("import sys, unittest; sys.path.insert(0, '.'); unittest.main('test_shop')")
    assert "An update is lost" in ran.stderr.str()
