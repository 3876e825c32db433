"""Verdicts are remembered with everything that they depend on, so nothing remembered is ever out of date."""

import sqlite3

import pytest

from threadlab.grading.executors import package_digest, verdict_cache
from threadlab.grading.executors.verdict_cache import Keys, VerdictCache
from threadlab.grading.worker.limits import Limits

HOLDS = {"verdict": "holds"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "verdicts.db"


def test_what_is_kept_is_recalled_with_its_sandbox(path):
    memory = VerdictCache(path)
    memory.keep("landlock", {"a": HOLDS, "b": {"verdict": "fails"}})
    memory.close()
    memory = VerdictCache(path)
    assert memory.recall(["a", "c"]) == {"a": ("landlock", HOLDS)}
    memory.close()


@pytest.mark.parametrize("change", ["limits", "python", "environment", "greenlet", "source", "kind", "digest"])
def test_everything_a_verdict_depends_on_is_in_the_key(change, monkeypatch):
    before = Keys().key("test", "digest")
    assert Keys().key("test", "digest") == before
    limits, kind, digest = None, "test", "digest"
    if change == "limits":
        limits = Limits(cpu_seconds=1)
    elif change == "python":
        monkeypatch.setattr(verdict_cache.sys, "version", "3.99")
    elif change == "environment":
        monkeypatch.setitem(verdict_cache.ENVIRONMENT, "PYTHONHASHSEED", "1")
    elif change == "greenlet":
        monkeypatch.setattr(verdict_cache, "version", lambda _: "99")
    elif change == "source":
        monkeypatch.setattr(verdict_cache, "source_digest", lambda: "99")
    elif change == "kind":
        kind = "ordinary"
    else:
        digest = "another"
    assert Keys(limits).key(kind, digest) != before


def test_what_is_damaged_in_a_file_is_forgotten_and_kept_anew(path):
    memory = VerdictCache(path)
    memory.keep("bubblewrap", {"a": {"verdict": "holds"}, "b": {"verdict": "fails"}})
    memory.close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE verdicts SET verdict = x'00' WHERE digest = 'a'")
    file.close()
    memory = VerdictCache(path)
    assert memory.recall(["a", "b"]) == {"b": ("bubblewrap", {"verdict": "fails"})}
    memory.keep("bubblewrap", {"a": {"verdict": "holds"}})
    assert memory.recall(["a"]) == {"a": ("bubblewrap", {"verdict": "holds"})}
    memory.close()


@pytest.mark.parametrize("damage", [b"no database", b""])
def test_a_damaged_file_is_begun_anew(path, damage):
    VerdictCache(path).close()
    path.write_bytes(damage)
    memory = VerdictCache(path)
    assert memory.recall(["a"]) == {}
    memory.keep("landlock", {"a": HOLDS})
    assert memory.recall(["a"]) == {"a": ("landlock", HOLDS)}
    memory.close()


def test_a_full_disk_costs_the_memory_and_not_the_grading(path, monkeypatch):
    def full(path):
        file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        file.execute(verdict_cache._TABLE)
        file.execute("PRAGMA max_page_count = 1")
        return file

    monkeypatch.setattr(verdict_cache, "_open", full)
    memory = VerdictCache(path)
    memory.keep("landlock", {f"{number}": {"story": "x" * 5000 + str(number)} for number in range(100)})
    assert memory.recall(["1"]) == {}
    memory.close()


def test_two_graders_share_one_file(path):
    one, other = VerdictCache(path), VerdictCache(path)
    one.keep("landlock", {"a": HOLDS})
    other.keep("bubblewrap", {"a": {"verdict": "fails"}})
    assert one.recall(["a"]) == other.recall(["a"]) == {"a": ("landlock", HOLDS)}
    one.close()
    other.close()


def test_the_digest_of_the_source_changes_with_any_file(monkeypatch, tmp_path):
    monkeypatch.setattr(package_digest, "folder_of_package", lambda _: tmp_path)
    digest = package_digest.source_digest.__wrapped__
    (tmp_path / "engine.py").write_text("verdict = 'holds'")
    first = digest()
    (tmp_path / "engine.py").write_text("verdict = 'fails'")
    second = digest()
    (tmp_path / "more.py").write_text("")
    assert len({first, second, digest()}) == 3
