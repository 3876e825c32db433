# The timer that is joined is not the one that was started: it was replaced meanwhile.
# Kind: assertion
import threading


class Debounce:
    def __init__(self, f):
        self.f, self.t, self.l = f, None, threading.Lock()

    def call(self, v):
        with self.l:
            if self.t:
                self.t.cancel()
            self.t = threading.Timer(1, self.f, (v,))
            self.t.start()


got = []
d = Debounce(got.append)


def a():
    d.call(1)
    d.t.join()


b = a


def test():
    ts = [
        threading.Thread(target=f)
        for f in (
            a,
            b,
        )
    ]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert len(got) == 1
