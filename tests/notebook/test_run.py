"""A whole notebook: its ordinary cells run once, each check is judged by itself, and nothing stops anything else."""

import importlib

from tests.notebook.samples import HIDDEN, LOCKED, TWO_THREADS, UNLOCKED, answer, check, plain
from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.judging import report
from threadlab.notebook.judging.notebook import run_notebook
from threadlab.notebook.judging.report import NotebookReport


def outputs(*texts):
    report = run_notebook([plain(text, f"c{number}") for number, text in enumerate(texts, start=1)])
    return {cell_id: cell.output for cell_id, cell in report.cells.items()}


def problems(*texts):
    report = run_notebook([plain(text, f"c{number}") for number, text in enumerate(texts, start=1)])
    return {cell_id: cell.problem for cell_id, cell in report.cells.items() if cell.problem}


def verdicts(*cells):
    return {report.grade_id: report.verdict for report in run_notebook(cells).checks}


class TestOrdinaryCells:
    def test_cells_share_their_names_and_print_for_themselves(self):
        assert outputs("x = 3", "print(x)", "print(x + 1)") == {"c1": "", "c2": "3\n", "c3": "4\n"}

    def test_threads_run_in_virtual_time(self):
        text = "import threading, time\nthreading.Thread(target=lambda: (time.sleep(3600), print('late'))).start()\n"
        assert outputs(text + "time.sleep(7200)\nprint('later')") == {"c1": "late\nlater\n"}

    def test_an_exception_is_said_and_the_next_cell_runs(self):
        assert problems("1 / 0", "print(1)") == {"c1": "ZeroDivisionError: division by zero"}
        assert outputs("print('a')\n1 / 0", "print(1)") == {"c1": "a\n", "c2": "1\n"}

    def test_a_cell_that_does_not_parse_is_said(self):
        assert problems("x = 1", "def f(:\n  pass", "print(x)") == {"c2": "does not parse: line 1: invalid syntax"}

    def test_what_is_not_python_is_named_and_the_rest_runs(self):
        texts = ["%matplotlib inline\n!ls\nx = 1\nprint(x)", "x?"]
        assert outputs(*texts) == {"c1": "1\n", "c2": ""}
        assert problems(*texts) == {
            "c1": "left out, being no Python: %matplotlib inline, !ls",
            "c2": "left out, being no Python: x?",
        }

    def test_what_is_not_available_is_named(self):
        found = problems("import os\nprint(os.getcwd())", "name = input('name')")
        assert found["c1"] == "uses os (line 2)"
        assert "input" in found["c2"]

    def test_an_import_that_nobody_uses_is_no_problem(self):
        assert problems("import os, time\ntime.sleep(1)") == {}

    def test_a_test_cell_is_no_ordinary_cell_but_its_names_are_there(self):
        cells = [check(TWO_THREADS), plain("print(Thread.__name__)")]
        report = run_notebook(cells)
        assert {cell_id: cell.output for cell_id, cell in report.cells.items()} == {"plain": "Thread\n"}

    def test_text_cells_are_not_run(self):
        assert run_notebook([Cell("m", "markdown", "print(1)"), Cell("r", "raw", "print(2)")]).cells == {}

    def test_endless_cells_are_broken_off(self):
        found = problems("while True: pass", "print(1)")
        assert set(found) == {"c1", "c2"}

    def test_too_much_output_is_cut(self):
        found = outputs("print('x' * 100_000)")["c1"]
        assert len(found) == report.MAX_OUTPUT
        assert "100,001 characters in all" in found

    def test_all_outputs_together_are_cut(self):
        found = outputs(*["print('x' * 19_000)"] * 20)
        assert sum(map(len, found.values())) <= report.MAX_ALL_OUTPUT


class TestChecks:
    def test_the_answer_is_judged_by_each_check_of_its_exercise(self):
        cells = [answer(LOCKED), check(TWO_THREADS), check(TWO_THREADS.replace("== 2", "== 3"), "increment--other")]
        assert verdicts(*cells) == {"increment--no_update_is_lost": "holds", "increment--other": "fails"}

    def test_one_failing_test_of_a_cell_fails_the_check(self):
        (report,) = run_notebook([answer(UNLOCKED), check(TWO_THREADS + HIDDEN)]).checks
        assert report.verdict == "fails"
        assert [(test.verdict, test.hidden) for test in report.tests] == [("fails", False), ("fails", True)]

    def test_a_hidden_test_alone_can_fail_the_check(self):
        hidden = HIDDEN.replace("range(2)", "range(3)").replace("== 2", "== 3")
        lazy = "n = 0\ncounter = 0\ndef increment(times):\n    global n, counter\n    n += 1\n    counter = 2\n"
        (report,) = run_notebook([answer(lazy), check(TWO_THREADS + hidden)]).checks
        assert [test.verdict for test in report.tests] == ["holds", "fails"]

    def test_a_wrong_answer_costs_nothing_in_another_exercise(self):
        other = TWO_THREADS.replace("increment", "add").replace("counter", "total")
        cells = [
            answer("def increment(:"),
            check(TWO_THREADS),
            answer(LOCKED.replace("increment", "add").replace("counter", "total"), "add"),
            check(other, "add--no_update_is_lost"),
        ]
        assert verdicts(*cells) == {"increment--no_update_is_lost": "fails", "add--no_update_is_lost": "holds"}

    def test_helpers_may_stand_in_cells_of_their_own(self):
        helper = "from threading import Lock\nlock = Lock()"
        text = "counter = 0\ndef increment(times):\n    global counter\n    with lock:\n        counter += times"
        assert verdicts(plain(helper), answer(text), check(TWO_THREADS)) == {"increment--no_update_is_lost": "holds"}

    def test_cells_that_nobody_needs_may_do_what_they_like(self):
        clutter = ["1 / 0", "import os; os._exit(1)", "while True: pass", "def f(:", "!rm -rf x", "raise SystemExit"]
        cells = [
            *(plain(text, f"c{number}") for number, text in enumerate(clutter)),
            answer(LOCKED),
            check(TWO_THREADS),
        ]
        assert verdicts(*cells) == {"increment--no_update_is_lost": "holds"}

    def test_only_cells_above_the_check_count(self):
        (report,) = run_notebook([check(TWO_THREADS), answer(LOCKED)]).checks
        assert report.verdict == "fails"
        assert report.tests[0].message.endswith("increment is defined only below this check, in answer")

    def test_an_import_of_an_earlier_test_cell_can_be_used_as_in_the_kernel(self):
        text = "counter = 0\ndef increment(times):\n    global counter\n    Thread\n    counter += times"
        cells = [check(TWO_THREADS, "other--b"), answer(text), check(TWO_THREADS.replace("range(2)", "range(1)"))]
        (_, report) = run_notebook(cells).checks
        assert "NameError" not in report.tests[0].message

    def test_a_copied_test_cell_counts_once(self):
        cells = [answer(LOCKED), check(TWO_THREADS), check(TWO_THREADS)]
        assert len(run_notebook(cells).checks) == 1

    def test_a_test_cell_that_is_not_well_written_is_a_fault_of_the_grader(self):
        (report,) = run_notebook([answer(LOCKED), check("assert counter == 0")]).checks
        assert report.verdict == "fault"
        assert "it holds no test" in report.tests[0].reason

    def test_a_fault_in_one_check_leaves_the_others(self, monkeypatch):
        judging = importlib.import_module("threadlab.notebook.judging.check")
        real = judging.explore

        def sometimes_broken(test, *args, **options):
            if "range(3)" in test:
                raise RuntimeError("a bug")
            return real(test, *args, **options)

        monkeypatch.setattr(judging, "explore", sometimes_broken)
        cells = [answer(LOCKED), check(TWO_THREADS), check(TWO_THREADS.replace("range(2)", "range(3)"), "increment--b")]
        assert verdicts(*cells) == {"increment--no_update_is_lost": "holds", "increment--b": "fault"}


def test_what_an_answer_prints_or_runs_at_top_level_is_no_matter_of_the_check():
    trial = LOCKED + "print('hello')\nincrement(0)\n"
    assert verdicts(answer(trial), check(TWO_THREADS)) == {"increment--no_update_is_lost": "holds"}


def test_the_report_survives_json_and_is_the_same_each_time():
    cells = [plain("print({'a', 'b'} and 1)"), answer(UNLOCKED), check(TWO_THREADS + HIDDEN)]
    report = run_notebook(cells)
    assert NotebookReport.from_json(report.to_json()) == report
    assert run_notebook(cells) == report


def test_a_cell_that_measures_time_sees_what_it_slept_and_no_more():
    text = "import time\nbegin = time.perf_counter()\ntime.sleep(0.5)\nprint(round(time.perf_counter() - begin, 2))"
    assert outputs(text) == {"c1": "0.5\n"}
