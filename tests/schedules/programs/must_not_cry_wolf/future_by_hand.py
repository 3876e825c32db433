# A result box with a Condition, two who wait for it.
import threading
from threading import Thread


class Box:
    def __init__(self):
        self._condition = threading.Condition()
        self._done = False

    def set(self, value):
        with self._condition:
            self._value = value
            self._done = True
            self._condition.notify_all()

    def get(self):
        with self._condition:
            while not self._done:
                self._condition.wait()
            return self._value


box = Box()
seen = []


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: seen.append(box.get()), lambda: seen.append(box.get()), lambda: box.set(3))
    assert seen == [3, 3]
