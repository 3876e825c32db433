# Two threads count in an attribute of one exception.
# Kind: assertion
err = ValueError("x")
err.n = 0
def one(): err.n += 1
def two(): err.n += 1


def test():
    import threading
    a = threading.Thread(target=one); b = threading.Thread(target=two)
    a.start(); b.start(); a.join(); b.join()
    assert err.n == 2
