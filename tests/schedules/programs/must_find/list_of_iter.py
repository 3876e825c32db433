# Two threads use one iterator of a list up.
# Kind: assertion
it = iter([1, 2, 3])
ra = rb = None
def one():
    global ra
    ra = list(it)
def two():
    global rb
    rb = list(it)


def test():
    import threading
    a = threading.Thread(target=one); b = threading.Thread(target=two)
    b.start(); a.start(); a.join(); b.join()
    assert ra == [1, 2, 3]
