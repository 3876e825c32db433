# A singleton whose class method holds a lock.
import threading
from threading import Thread


class Config:
    instance = None
    lock = threading.Lock()

    @classmethod
    def get(cls):
        with cls.lock:
            if cls.instance is None:
                cls.instance = cls()
            return cls.instance


got = []


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: got.append(Config.get()), lambda: got.append(Config.get()))
    assert got[0] is got[1]
