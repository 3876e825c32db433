"""Mocks, patches and pytest's own fixtures on every schedule: right on each of them, or undecided with the reason."""

from __future__ import annotations

import pytest

from tests.anywhere.test_pytest_plugin import TEST, project
from threadlab.runners.pytest_plugin import judging  # before any run inside of this process: it is not imported anew

pytest_plugins = ["pytester"]
__all__ = ["judging", "project"]  # a fixture, and what must be there

MAILER = """
from threading import Lock
LIMIT = 3
SETTINGS = {"a": 1}

def send(text):
    raise RuntimeError("a real network")

class Mailer:
    def __init__(self, transport=None):
        self.transport = transport
        self.lock = Lock()
        self.sent = False

    def deliver(self, text):
        if self.transport is None:
            send(text)
        else:
            self.transport.send(text)

    def once(self, text):
        with self.lock:
            if self.sent:
                return
            self.sent = True
        self.deliver(text)

    def racy(self, text):
        if not self.sent:
            self.sent = True
            self.deliver(text)
"""
START = """
import unittest
from unittest import mock
from unittest.mock import ANY, MagicMock, Mock, call, patch, sentinel
import shop.mailer
from shop.mailer import Mailer
"""


def outcome(project: pytest.Pytester, tests: str) -> tuple[dict[str, int], str]:
    """Run tests and return how many came out how, and all that was said in one line."""
    (project.path / "shop" / "mailer.py").write_text(MAILER)
    project.makepyfile(test_shop=TEST + START + tests)
    result = project.runpytest_inprocess("-p", "no:cacheprovider")
    return result.parseoutcomes(), " ".join(result.stdout.str().split())


def check(body: str, arguments: str = "", before: str = "") -> str:
    """Return the text of a test on every schedule."""
    inside = "\n".join(f"    {line}" for line in body.split("\n"))
    return f"{before}@every_schedule\ndef test_it({arguments}):\n{inside}\n"


RECORDED = {
    "called once": "m = Mock()\ntwice(lambda: Mailer(m).once('x'))\nmailer = Mailer(m)\nm.reset_mock()\n"
    "twice(lambda: mailer.once('x'))\nm.send.assert_called_once_with('x')\nassert m.send.called",
    "each call kept": "m = Mock()\ntwice(m)\nassert len(m.call_args_list) == 2\nassert m.call_args == call()",
    "under a lock": "m, mailer = Mock(return_value=5), Mailer()\n"
    "def use():\n    with mailer.lock:\n        assert m(1, x=2) == 5\n"
    "twice(use)\nassert m.call_count == 2\nm.assert_called_with(1, x=2)\nm.assert_has_calls([call(1, x=2)] * 2)\n"
    "assert m.call_args_list == [call(ANY, x=2)] * 2\nm.assert_any_call(1, x=ANY)",
    "results": "m, got = Mock(side_effect=[1, 2]), []\ntwice(lambda: got.append(m()))\nassert sorted(got) == [1, 2]",
    "an effect": "m, got = Mock(side_effect=lambda x: x + 1), []\ngot.append(m(1))\nassert got == [2]",
    "an exception": "with pytest.raises(KeyError):\n    Mock(side_effect=KeyError('x'))()\nassert True",
    "special methods": "m = MagicMock()\nm.__enter__.return_value = 4\nwith m as got:\n    assert got == 4\n"
    "assert (len(m), list(m), bool(m), int(m), 3 in m) == (0, [], True, 1, False)\nm.__exit__.assert_called_once()\n"
    "m.__getitem__.return_value = 9\nassert m['x'] == 9",
    "attributes": "m = Mock(**{'a.b.return_value': 3})\nassert m.a.b() == 3\nassert m.a is m.a\n"
    "assert sentinel.x is sentinel.x and sentinel.x is not sentinel.y\nm.reset_mock()\nm.a.b.assert_not_called()",
    "wraps": "m = Mock(wraps=Counter())\nm.add()\nm.add.assert_called_once_with()\nassert m.value is not None",
}


@pytest.mark.parametrize("body", RECORDED.values(), ids=RECORDED)
def test_what_a_mock_notes_is_seen_on_every_schedule(project: pytest.Pytester, body: str) -> None:
    assert outcome(project, check(body))[0] == {"passed": 1}
    assert outcome(project, check(body.replace("assert ", "assert not ")))[0] == {"failed": 1}


LOST = {
    "the count": ("m = Mock()\ntwice(m)\nassert m.call_count == 2", "expected 2, got 1"),
    "the count of an attribute": (
        "m = Mock()\nmailer = Mailer(m)\ntwice(lambda: mailer.deliver(1))\nassert m.send.call_count == 2",
        "got 1",
    ),
    "one call too many": ("m = Mock()\nmailer = Mailer(m)\ntwice(lambda: mailer.racy(1))\nm.send.assert_called_once()",
                          "Called 2 times"),
    "one result for both": ("m, got = Mock(), []\ntwice(lambda: got.append(m()))\nassert got[0] is got[1]", ""),
    "called before it is counted": (
        ("m = Mock()\nthread = Thread(target=m)\nthread.start()\n"
        "if m.called:\n    assert m.call_count == 1\nthread.join()"),
        "expected 1, got 0",
    ),
    "the last call is the last of the list": (
        ("m = Mock()\nthreads = [Thread(target=m, args=(n,)) for n in (1, 2)]\n[t.start() for t in threads]\n"
        "[t.join() for t in threads]\nassert m.call_args == m.call_args_list[-1]"),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "said"), LOST.values(), ids=LOST)
def test_a_mock_is_no_safer_than_cpythons(project: pytest.Pytester, body: str, said: str) -> None:
    outcomes, words = outcome(project, check(body))
    assert outcomes == {"failed": 1}, words
    assert said in words


PATCHES = {
    "a decorator": ("Mailer().deliver(1)\nassert send.call_args == call(1)", "send", "@patch('shop.mailer.send')\n"),
    "a decorator that says what": ("assert shop.mailer.LIMIT == 7", "", "@mock.patch('shop.mailer.LIMIT', 7)\n"),
    "of an object": ("Mailer().deliver(1)\nassert m.called", "m", "@patch.object(Mailer, 'deliver')\n"),
    "the nearest first": (
        "assert (a(), b()) == (1, 2)", "a, b",
        "@patch('shop.mailer.send', return_value=2)\n@patch.object(Mailer, 'deliver', return_value=1)\n",
    ),
    "items": (
        "assert shop.mailer.SETTINGS == {'b': 2}", "", "@patch.dict('shop.mailer.SETTINGS', {'b': 2}, clear=True)\n",
    ),
    "a block": (
        ("with patch('shop.mailer.send') as send:\n    twice(lambda: Mailer().deliver(1))\n"
        "assert len(send.call_args_list) == 2\nwith pytest.raises(RuntimeError):\n    Mailer().deliver(1)"), "", "",
    ),
    "begun and ended": (
        ("p = patch('shop.mailer.LIMIT', 9)\np.start()\nassert shop.mailer.LIMIT == 9\np.stop()\n"
        "assert shop.mailer.LIMIT == 3"), "", "",
    ),
    "monkeypatch": (
        ("sent = []\nmonkeypatch.setattr(shop.mailer, 'send', sent.append)\n"
        "monkeypatch.setattr('shop.mailer.LIMIT', 8)\n"
        "monkeypatch.setitem(shop.mailer.SETTINGS, 'z', 1)\nmonkeypatch.delitem(shop.mailer.SETTINGS, 'a')\n"
        "monkeypatch.delattr(Mailer, 'once')\ntwice(lambda: Mailer().deliver(1))\n"
        "assert (sent, shop.mailer.LIMIT, shop.mailer.SETTINGS) == ([1, 1], 8, {'z': 1})\n"
        "assert (not hasattr(Mailer, 'once'))\nmonkeypatch.undo()\n"
        "assert (shop.mailer.LIMIT, shop.mailer.SETTINGS) == (3, {'a': 1})"), "monkeypatch", "",
    ),
    "what of the library can be set": (
        (
            "seen = []\nmonkeypatch.setattr('threading.excepthook', lambda args: seen.append(args.exc_type))\n"
            "thread = Thread(target=lambda: 1 / 0)\nthread.start()\nthread.join()\nassert seen == [ZeroDivisionError]"
        ), "monkeypatch", "",
    ),
    "capsys": (
        ("print('a')\nassert capsys.readouterr().out == 'a\\n'\nprint('b', end='')\n"
        "assert capsys.readouterr().out == 'b'"), "capsys", "",
    ),
    "a fixture with parameters": (
        "assert x in (1, 2) and over == []", "x",
        ("over = []\n@pytest.fixture(params=[1, 2])\ndef x(request):\n"
        "    request.addfinalizer(lambda: over.append(1))\n    return request.param\n"),
    ),
    "the module": (
        "assert ready == [1, 2]", "",
        ("def setup_module(module):\n    module.ready = [1]\ndef setup_function(function=None):\n"
        "    ready.append(2 if function.__name__ == 'test_it' else 3)\n"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "arguments", "before"), PATCHES.values(), ids=PATCHES)
def test_what_is_changed_for_a_test_is_changed_on_each_schedule_and_put_back(
    project: pytest.Pytester, body: str, arguments: str, before: str
) -> None:
    decorators, functions = ("", before) if before.startswith(("def", "over")) else (before, "")
    text = functions + check(body, arguments).replace("def test_it", f"{decorators}def test_it", 1)
    right, words = outcome(project, text)
    assert right in ({"passed": 1}, {"passed": 2}), words
    assert outcome(project, text.replace("assert ", "assert not "))[0] == {"failed": right["passed"]}


CASE = """
class Case(unittest.TestCase):
    def setUp(self):
        patcher = patch("shop.mailer.LIMIT", 2)
        self.limit = patcher.start()
        self.addCleanup(patcher.stop)

    @every_schedule
    @patch("shop.mailer.send")
    def test_it(self, send):
        mailer = Mailer()
        twice(lambda: mailer.HOW(1))
        self.assertEqual(shop.mailer.LIMIT, 2)
        send.assert_called_once_with(1)

@patch("shop.mailer.LIMIT", 5)
class TestPlain:
    def setup_class(cls):
        cls.x = 1

    def setup_method(self, method=None):
        self.y = method.__name__

    @staticmethod
    def teardown_class():
        pass

    @every_schedule
    def test_it(self):
        assert (shop.mailer.LIMIT, self.x, self.y) == (5, 1, "test_it")
"""


def test_classes_are_patched_and_set_up_as_by_their_own_runners(project: pytest.Pytester) -> None:
    right, words = outcome(project, CASE.replace("HOW", "once"))
    assert right == {"passed": 2}, words
    wrong, words = outcome(project, CASE.replace("HOW", "racy").replace("(5, 1", "(3, 1"))
    assert wrong == {"failed": 2}
    assert "Called 2 times" in words


@pytest.mark.parametrize(
    ("body", "arguments", "said"),
    [
        ("Mock(spec=Mailer).deliver(1)", "", "uses unittest.mock.Mock with a spec"),
        ("m = Mock()\nm.a()\nassert m.mock_calls", "", "uses unittest.mock.Mock.mock_calls"),
        ("m = Mock()\nm.a()\nm.assert_has_calls([call.a()])", "", "uses unittest.mock.call.a"),
        ("with patch('shop.mailer.send', autospec=True):\n    pass", "", "uses unittest.mock.patch with autospec"),
        ("with patch('time.sleep'):\n    pass", "", "replaces time.sleep"),
        ("with patch('os.getcwd'):\n    pass", "", "uses os"),
        ("with patch.multiple(Mailer, x=1):\n    pass", "", "uses unittest.mock.patch.multiple"),
        ("mock.mock_open()", "", "uses unittest.mock.mock_open"),
        ("mock.AsyncMock()", "", "uses unittest.mock.AsyncMock"),
        ("monkeypatch.setenv('A', 'b')", "monkeypatch", "uses monkeypatch.setenv"),
        ("capsys.readouterr().err", "capsys", "uses capsys.readouterr().err"),
        ("def use():\n    with patch('shop.mailer.send'):\n        shop.mailer.send(1)\ntwice(use)", "",
         "binds shop.mailer.send anew while threads run"),
    ],
)  # fmt: skip
def test_what_of_it_is_not_modelled_is_undecided_and_named(
    project: pytest.Pytester, body: str, arguments: str, said: str
) -> None:
    outcomes, words = outcome(project, check(body, arguments))
    assert outcomes == {"undecided": 1}, words
    assert said in words
