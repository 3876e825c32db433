"""local."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        """
        tries = []
        class Mine(local):
            def __init__(self):
                tries.append(1)
                if len(tries) == 2: raise ValueError
                self.x = len(tries)
        mine, said = Mine(), []
        run(Thread(target=lambda: said.extend(attempt(getattr, mine, "x") for _ in range(3))))
        print(*said)
        """,
        "mine = local(); mine.x = 1; mine.x += 1; print(mine.x, hasattr(mine, 'y'), getattr(mine, 'y', 5))",
        "mine = local(); mine.x = 1; del mine.x; print(hasattr(mine, 'x'))",
        "mine = local(); setattr(mine, 'x', 3); print(mine.x, delattr(mine, 'x'), hasattr(mine, 'x'))",
        "mine, said = local(), []; mine.x = 1; together(lambda: said.append(hasattr(mine, 'x'))); print(said, mine.x)",
        """
        mine, said = local(), []
        mine.x = "main"
        def work():
            mine.x = "thread"
            said.append(mine.x)
        together(work)
        print(said, mine.x)
        """,
        """
        class Mine(local):
            count = 0
            def __init__(self, start):
                self.items = [start]
            def add(self, item):
                self.items.append(item)
                self.count += 1
        mine, said = Mine("s"), []
        mine.add("m")
        def work():
            mine.add("t")
            said.append((mine.items, mine.count))
        together(work)
        print(said, mine.items, mine.count)
        """,
        """
        class Mine(local):
            def __init__(self, *, size): self.size = size
        mine, said = Mine(size=4), []
        mine.size = 5
        together(lambda: said.append(mine.size))
        print(said, mine.size)
        """,
        "class Mine(local):\n    x = 7\nmine = Mine(); print(mine.x); mine.x = 8; print(mine.x, Mine.x)",
        "one, two = local(), local(); one.x = 1; print(hasattr(two, 'x'), one == one, one == two)",
        "mine = local(); mine.x = [1]; same = mine.x; together(lambda: same.append(2)); print(mine.x)",
    )
    MISUSES = (
        "local(1)",
        "local(x=1)",
    )
    WRONG_CALLS = (
        "mine = local(); mine[0]",
        "local()()",
        "local().x",
        "del local().x",
        "mine = local(); mine.x = 1; del mine.x; mine.x",
        "class Mine(local):\n    def __init__(self, size): pass\nMine()",
    )


def test_each_thread_has_its_own_value_whatever_the_order():
    assert outcomes("""
        mine, seen = local(), {}
        def count(name, times):
            mine.value = 0
            for _ in range(times):
                mine.value += 1
            seen[name] = mine.value
        together(lambda: count("a", 2), lambda: count("b", 3))
        print(seen["a"], seen["b"], hasattr(mine, "value"))
    """) == {"2 3 False"}


def test_what_one_thread_sets_another_does_not_have():
    assert outcomes("""
        mine, said = local(), {}
        def write(): mine.value = 1
        def read(): said["it"] = getattr(mine, "value", "nothing")
        together(write, read)
        print(said["it"])
    """) == {"nothing"}


def test_what_lies_in_it_can_be_shared_all_the_same():
    assert outcomes("""
        mine, shared, seen = local(), [], {}
        def add():
            mine.items = shared
            mine.items.append(1)
            seen[current_thread().name] = len(mine.items)
        threads = [Thread(target=add, name=name) for name in "ab"]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(seen["a"], seen["b"])
    """) == {"1 2", "2 1", "2 2"}


def test_a_lock_in_it_protects_nothing():
    assert outcomes("""
        class Mine(local):
            def __init__(self): self.lock = Lock()
        mine, count = Mine(), {"x": 0}
        def add():
            with mine.lock:
                count["x"] += 1
        together(add, add)
        print(count["x"])
    """) == {"1", "2"}


def test_a_subclass_is_begun_anew_in_each_thread():
    assert outcomes("""
        begun = Recorder()
        class Mine(local):
            def __init__(self, name): begun.add(name)
        mine = Mine("it")
        def use():
            mine.x = 1
            mine.y = 2
        together(use, use)
        print(len(begun))
    """) == {"3"}
