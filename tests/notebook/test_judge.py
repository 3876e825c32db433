"""From one test and the cells before it to a verdict."""

import importlib

import pytest

from tests.notebook.samples import CAN_OVERLAP, HIDDEN, LOCKED, STUB, TWO_THREADS, UNLOCKED
from threadlab.notebook.cell_text.slicing import SourceCell
from threadlab.notebook.cell_text.test_functions import tests_of as found_in
from threadlab.notebook.judging.check import Budget, report_on

judging = importlib.import_module("threadlab.notebook.judging.check")


def judge(test, *texts, later=(), budget=None):
    """Judge a test by cells of which the last is the answer."""
    *others, own = texts
    earlier = [SourceCell(f"cell {number}", text) for number, text in enumerate(others, start=1)]
    below = [SourceCell(f"cell {number}", text) for number, text in enumerate(later, start=9)]
    return report_on(found_in(test)[-1], [*earlier, SourceCell("answer", own, answer=True)], below, budget)


def test_a_right_answer_holds_and_says_what_was_proved():
    report = judge(TWO_THREADS, LOCKED)
    assert (report.verdict, report.schedules, report.kind, report.message) == ("holds", 2, "", "")
    assert "2 threads" in report.story.title


def test_a_wrong_answer_fails_with_a_story():
    report = judge(TWO_THREADS, UNLOCKED)
    assert (report.verdict, report.kind) == ("fails", "assertion")
    assert "expected 2, got 1" in report.message
    assert "counter += 1" in report.story.text
    assert report.story.svg.startswith("<svg")
    assert report.story.question == "Which two steps (line 7) must no other thread come between?"


def test_some_schedule_holds_if_one_does():
    assert judge(CAN_OVERLAP, "def increment(times): pass").verdict == "holds"
    never = "from threading import Lock\nlock = Lock()\ndef increment(times): pass"
    serial = CAN_OVERLAP.replace("thread.start()", "thread.start()\n        thread.join()")
    report = judge(serial, never)
    assert (report.verdict, report.kind) == ("fails", "never")


def test_what_is_not_written_yet_says_so():
    report = judge(TWO_THREADS, STUB)
    assert report.verdict == "fails"
    assert report.message.startswith("Not written yet")
    assert report.story.title.startswith("Not written yet")


def test_an_answer_that_does_not_parse_is_the_students_own_error():
    report = judge(TWO_THREADS, "def increment(times):\n    if times = 3:\n        pass")
    assert (report.verdict, report.kind, report.schedules) == ("fails", "exception", 0)
    assert "answer does not parse: line 2" in report.message


def test_code_that_is_not_modelled_is_undecided_and_named():
    report = judge(TWO_THREADS, "import os\ncounter = 0\ndef increment(times): os.getpid()")
    assert (report.verdict, report.reason) == ("undecided", "uses os")
    assert "os" in report.story.title


def test_an_import_that_is_not_used_costs_nothing():
    assert judge(TWO_THREADS, "import os, socket\nimport numpy as np\n" + LOCKED).verdict == "holds"


def test_a_name_that_only_a_command_gives_is_undecided():
    report = judge(TWO_THREADS, "files = !ls", "counter = 0\ndef increment(times): files")
    assert (report.verdict, report.reason) == ("undecided", "uses files = !ls, which is not Python")


def test_a_budget_that_is_spent_is_undecided():
    report = judge(TWO_THREADS.replace("range(2)", "range(4)").replace("== 2", "== 4"), LOCKED, budget=Budget(5))
    assert report.verdict == "undecided"
    assert "too many schedules" in report.reason


def test_options_of_the_decorator_are_obeyed():
    start = "from threading import Thread\ndef start(): Thread(target=print).start()"
    test = "from threadlab import every_schedule\n@every_schedule{}\ndef t():\n    start()"
    assert judge(test.format(""), start).verdict == "holds"
    assert judge(test.format("(may_leave_threads=False)"), start).kind == "still-running"
    spin = "import time\ndone = False\ndef wait():\n    while not done: time.sleep(0)\n"
    poll = (
        "from threading import Thread\nfrom threadlab import every_schedule\n@every_schedule{}\ndef t():\n"
        "    global done\n    thread = Thread(target=wait)\n    thread.start()\n    done = True\n    thread.join()"
    )
    assert judge(poll.format(""), spin).verdict == "holds"
    assert judge(poll.format("(may_poll=False)"), spin).verdict == "fails"


def test_a_name_that_is_defined_only_below_the_check_is_pointed_out():
    text = "counter = 0\ndef increment(times): helper()"
    report = judge(TWO_THREADS, text, later=["x = 1", "def helper(): pass"])
    assert report.verdict == "fails"
    assert report.message.endswith("helper is defined only below this check, in cell 10")
    assert "cell 10" in report.story.text


class TestHiddenTests:
    def test_nothing_of_a_hidden_test_is_quoted(self):
        for text in (UNLOCKED, STUB, "def increment(times): 1 / 0", "counter = 5\n" + UNLOCKED, "def f(): pass"):
            report = judge(TWO_THREADS + HIDDEN, text)
            assert report.hidden
            assert report.verdict == "fails"
            told = [report.message, report.reason, report.story.title, report.story.text, report.story.svg]
            for words in ("PASSWORD", "a_secret_number", "assert", "a secret number", "thread.join()"):
                assert not any(words in part for part in told), (words, told)

    def test_the_students_own_lines_are_shown(self):
        assert "counter += 1" in judge(TWO_THREADS + HIDDEN, UNLOCKED).story.text


class TestReplays:
    def replayed(self, text, **options):
        failing = judging.judge_test(found_in(TWO_THREADS)[0], [SourceCell("answer", UNLOCKED)]).result.failure
        test = TWO_THREADS.replace("every_schedule(question", f"every_schedule(replay={failing.replay!r}, question")
        return judge(test, text, **options)

    def test_a_replay_runs_the_schedule_that_failed(self):
        report = self.replayed(UNLOCKED)
        assert (report.verdict, report.schedules) == ("fails", 1)
        assert "expected 2, got 1" in report.message

    def test_a_replay_proves_nothing(self):
        report = self.replayed("counter = 2\ndef increment(times):\n" + "    counter\n" * 2)
        assert report.verdict == "undecided"

    def test_a_replay_that_does_not_fit(self):
        report = judge(TWO_THREADS.replace("(question", "(replay='nonsense', question"), LOCKED)
        assert report.verdict == "undecided"
        assert report.reason.startswith("replay='nonsense' does not fit")


class TestFaultsOfTheGrader:
    def test_a_bug_of_ours_is_no_verdict_on_the_answer(self, monkeypatch):
        def broken(*args, **options):
            raise KeyError("PASSWORD")

        monkeypatch.setattr(judging, "explore", broken)
        report = judge(TWO_THREADS, LOCKED)
        assert report.verdict == "fault"
        assert report.reason.startswith("a fault of the grader: KeyError at notebook/judging/check.py:")
        assert "PASSWORD" not in repr(report)

    def test_a_lack_of_memory_is_undecided(self, monkeypatch):
        def hungry(*args, **options):
            raise MemoryError

        monkeypatch.setattr(judging, "explore", hungry)
        report = judge(TWO_THREADS, LOCKED)
        assert (report.verdict, report.reason) == ("undecided", "needs more memory than there is")

    def test_an_interrupt_is_not_swallowed(self, monkeypatch):
        def interrupted(*args, **options):
            raise KeyboardInterrupt

        monkeypatch.setattr(judging, "explore", interrupted)
        with pytest.raises(KeyboardInterrupt):
            judge(TWO_THREADS, LOCKED)


def test_the_same_texts_give_the_same_report():
    assert judge(TWO_THREADS, UNLOCKED) == judge(TWO_THREADS, UNLOCKED)
