# Private names, mangled, under a private lock.
import threading
from threading import Thread


class Meter:
    def __init__(self):
        self.__lock = threading.Lock()
        self.__value = 0

    def tick(self):
        with self.__lock:
            self.__value += 1

    @property
    def value(self):
        with self.__lock:
            return self.__value


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    meter = Meter()
    run(meter.tick, meter.tick)
    assert meter.value == 2
