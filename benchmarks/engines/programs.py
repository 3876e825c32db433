"""The programs that every engine is given: a state, the workers that share it, and what must hold at the end.

Each is written once, for whatever ``kit`` an engine brings: ``kit.Lock``, ``kit.Condition`` and ``kit.Shared``, the
base class of objects whose attributes threads share (an ordinary class, except where a tool sees only its own).
``right`` says whether the program is right on every schedule; a verdict that says otherwise is wrong.
"""


def counter(threads, times, style):
    def make(kit):
        class Counter(kit.Shared):
            fields = ("value",)

            def __init__(self):
                self.value = 0
                self.lock = kit.Lock()

        def unlocked(state):
            for _ in range(times):
                state.value = state.value + 1

        def locked(state):
            for _ in range(times):
                with state.lock:
                    state.value = state.value + 1

        def two_blocks(state):
            for _ in range(times):
                with state.lock:
                    value = state.value
                with state.lock:
                    state.value = value + 1

        def own_lock(state):
            for _ in range(times):
                with kit.Lock():
                    state.value = state.value + 1

        worker = {"unlocked": unlocked, "locked": locked, "two blocks": two_blocks, "own lock": own_lock}[style]
        return Counter, [worker] * threads, lambda state: state.value == threads * times

    return make


def lock_order(same):
    def make(kit):
        class Pair(kit.Shared):
            fields = ("total",)

            def __init__(self):
                self.total = 0
                self.left = kit.Lock()
                self.right = kit.Lock()

        def one(state):
            with state.left, state.right:
                state.total = state.total + 1

        def other(state):
            with state.right, state.left:
                state.total = state.total + 1

        return Pair, [one, one if same else other], lambda state: state.total == 2

    return make


def buffer(producers, consumers, items, mistake=""):
    def make(kit):
        class Buffer(kit.Shared):
            fields = ("full", "taken", "from_empty")

            def __init__(self):
                self.full = 0
                self.taken = 0
                self.from_empty = 0
                self.condition = kit.Condition()

            def tell(self):
                if mistake == "notify":
                    self.condition.notify()
                elif mistake != "no notify":
                    self.condition.notify_all()

        def produce(state):
            for _ in range(items):
                with state.condition:
                    while state.full == 1:
                        state.condition.wait()
                    state.full = state.full + 1
                    state.tell()

        def consume(state):
            for _ in range(producers * items // consumers):
                with state.condition:
                    if mistake == "if for while":
                        if state.full == 0:
                            state.condition.wait()
                    else:
                        while state.full == 0:
                            state.condition.wait()
                    if state.full == 0:
                        state.from_empty = 1
                    state.full = state.full - 1
                    state.taken = state.taken + 1
                    state.tell()

        workers = [produce] * producers + [consume] * consumers
        total = producers * items
        return Buffer, workers, lambda state: state.taken == total and state.full == 0 and state.from_empty == 0

    return make


class Program:
    """Whether a program is right on every schedule, and the function above that makes it, with its arguments."""

    def __init__(self, right, function, *arguments):
        self.right = right
        self.function = function
        self.arguments = arguments

    def make(self, kit):
        """Return how to set the state up, the workers, and what must hold, with an engine's own kit."""
        return self.function(*self.arguments)(kit)


PROGRAMS = {
    "counter 2x1, no lock": Program(False, counter, 2, 1, "unlocked"),
    "counter 2x1, two lock blocks": Program(False, counter, 2, 1, "two blocks"),
    "counter 2x1, a lock for each call": Program(False, counter, 2, 1, "own lock"),
    "counter 20x1, no lock": Program(False, counter, 20, 1, "unlocked"),
    "counter 2x1, locked": Program(True, counter, 2, 1, "locked"),
    "counter 2x2, locked": Program(True, counter, 2, 2, "locked"),
    "counter 3x1, locked": Program(True, counter, 3, 1, "locked"),
    "counter 3x2, locked": Program(True, counter, 3, 2, "locked"),
    "counter 4x2, locked": Program(True, counter, 4, 2, "locked"),
    "counter 4x4, locked": Program(True, counter, 4, 4, "locked"),
    "two locks, two orders": Program(False, lock_order, False),
    "two locks, one order": Program(True, lock_order, True),
    "buffer 1p 1c 2 items": Program(True, buffer, 1, 1, 2),
    "buffer 1p 2c 2 items": Program(True, buffer, 1, 2, 2),
    "buffer 2p 2c 1 item": Program(True, buffer, 2, 2, 1),
    "buffer 2p 2c 2 items": Program(True, buffer, 2, 2, 2),
    "buffer 1p 2c, if for while": Program(False, buffer, 1, 2, 2, "if for while"),
    "buffer 1p 1c 2 items, no notify": Program(False, buffer, 1, 1, 2, "no notify"),
    "buffer 2p 2c, notify for notify_all": Program(False, buffer, 2, 2, 1, "notify"),
}
