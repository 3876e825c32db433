# A private attribute with a mangled name.
# Kind: assertion
from threading import Thread


class Meter:
    def __init__(self):
        self.__value = 0

    def tick(self):
        self.__value += 1

    def read(self):
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
    assert meter.read() == 2
