# A singleton made by a metaclass, under a lock.
import threading
class Single(type):
    _made = {}
    _lock = threading.Lock()
    def __call__(cls, *a, **k):
        with cls._lock:
            if cls not in cls._made:
                cls._made[cls] = super().__call__(*a, **k)
        return cls._made[cls]
class Config(metaclass=Single):
    pass
got = []
def one(): got.append(Config())
two = one


def test():
    import threading
    a = threading.Thread(target=one); b = threading.Thread(target=two)
    a.start(); b.start(); a.join(); b.join()
    assert got[0] is got[1]
