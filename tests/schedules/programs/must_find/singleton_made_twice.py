# A singleton without a lock.
# Kind: assertion
from threading import Thread


class Config:
    instance = None

    @classmethod
    def get(cls):
        if cls.instance is None:
            cls.instance = Config()
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
