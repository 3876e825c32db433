# An object that forwards reads to another through __getattr__.
# Kind: assertion
from threading import Thread


class Inner:
    value = 0


class Proxy:
    def __init__(self, inner):
        self.inner = inner

    def __getattr__(self, name):
        return getattr(self.inner, name)


proxy = Proxy(Inner())


def work():
    proxy.inner.value = proxy.value + 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert proxy.value == 2
