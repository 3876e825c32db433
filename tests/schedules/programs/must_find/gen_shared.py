# A thread enters a generator in which another one is.
# Kind: exception
import threading
def numbers():
    i = 0
    while True:
        i += 1
        yield i
gen = numbers()
got = []
def work():
    got.append(next(gen))


def test():
    import threading
    a = threading.Thread(target=work); b = threading.Thread(target=work)
    b.start(); a.start(); a.join(); b.join()
    assert sorted(got) == [1, 2]
