"""The decorators in plain Python: at once in a script, when called in a module that others import."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location

import pytest

import threadlab
from tests.patience import PATIENCE
from threadlab import CannotCheck, CheckFailed, Recorder, printed

RIGHT = """
import threading
from threading import Thread
from threadlab import every_schedule

class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()
    def increment(self):
        with self.lock:
            self.value += 1

@every_schedule
def test_two_threads():
    counter = Counter()
    threads = [Thread(target=counter.increment) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.value == 2
"""
WRONG = RIGHT.replace("with self.lock:", "if True:")
UNDECIDED = RIGHT.replace("with self.lock:", "import os\n        if os.getpid():")


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Import a text as a module."""

    def make(text, name="a_module"):
        path = tmp_path / f"{name}.py"
        path.write_text(text)
        spec = spec_from_file_location(name, path)
        made = module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, made)
        spec.loader.exec_module(made)
        return made

    return make


def script(tmp_path, text):
    path = tmp_path / "script.py"
    path.write_text(text)
    return subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=PATIENCE, check=False)


class TestInAModule:
    def test_the_function_is_judged_when_it_is_called(self, module):
        made = module(WRONG)
        with pytest.raises(CheckFailed, match="expected 2, got 1"):
            made.test_two_threads()

    def test_a_right_one_passes(self, module):
        module(RIGHT).test_two_threads()

    def test_an_undecided_one_does_not(self, module):
        with pytest.raises(CannotCheck, match="uses os"):
            module(UNDECIDED).test_two_threads()

    def test_pytest_collects_it(self, tmp_path):
        path = tmp_path / "test_it.py"
        path.write_text(WRONG + RIGHT.partition("@every_schedule")[1] + "\ndef test_fine(): pass\n")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=tmp_path)
        assert "1 failed, 1 passed" in done.stdout


class TestInAScript:
    def test_a_right_one_says_what_was_proved(self, tmp_path):
        done = script(tmp_path, RIGHT)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("test_two_threads: every order of 2 threads (2 schedules)")

    def test_a_wrong_one_ends_the_script_with_the_story(self, tmp_path):
        done = script(tmp_path, WRONG)
        assert done.returncode == 1
        assert "CheckFailed: test_two_threads: " in done.stderr
        assert "self.value += 1" in done.stderr


class TestUse:
    def test_options_are_given_by_name(self):
        with pytest.raises(TypeError, match="options are given by name"):
            threadlab.every_schedule("Why?")

    def test_unknown_options_are_refused(self):
        with pytest.raises(TypeError, match="seconds"):
            threadlab.some_schedule(seconds=3)

    def test_every_public_name_can_be_had(self):
        for name in threadlab.__all__:
            assert getattr(threadlab, name) is not None
        assert set(threadlab.__all__) <= set(dir(threadlab))

    def test_other_names_cannot(self):
        with pytest.raises(AttributeError, match="nonsense"):
            _ = threadlab.nonsense

    def test_importing_the_package_imports_no_engine(self):
        code = "import sys, threadlab; sys.exit(any(n.startswith('threadlab.') for n in sys.modules))"
        assert subprocess.run([sys.executable, "-c", code], timeout=PATIENCE, check=False).returncode == 0

    def test_the_decorators_cost_no_engine_until_they_are_used(self):
        code = "import sys\nfrom threadlab import every_schedule\nsys.exit('greenlet' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], timeout=PATIENCE, check=False).returncode == 0


class TestByHand:
    """A test function that is called by hand runs with real threads, and can keep its books all the same."""

    def test_a_recorder(self):
        recorder = Recorder()
        recorder.add("a")
        recorder.add("b")
        recorder.enter()
        recorder.enter()
        recorder.leave()
        assert recorder.all() == ["a", "b"]
        assert (len(recorder), recorder.inside, recorder.most_inside) == (2, 1, 2)

    def test_what_was_printed_is_known_in_a_check_only(self):
        with pytest.raises(RuntimeError, match="only while a check runs"):
            printed()

    def test_the_recorder_has_what_its_controlled_twin_has(self):
        from threadlab.schedules.library.modules import controlled_modules

        twin = vars(controlled_modules()["threadlab"])["Recorder"]
        public = {name for name in dir(Recorder) if not name.startswith("_")} | {"__len__"}
        assert all(hasattr(twin, name) for name in public)


def test_the_story_of_a_failure_ends_with_a_line_that_replays_it(module):
    with pytest.raises(CheckFailed) as caught:
        module(WRONG).test_two_threads()
    lines = str(caught.value).splitlines()
    again = "Run this order again: "
    decorator = next(line for line in lines if line.startswith(again)).removeprefix(again)
    made = module(WRONG.replace("@every_schedule", decorator), "another")
    with pytest.raises(CheckFailed, match="expected 2, got 1"):
        made.test_two_threads()
