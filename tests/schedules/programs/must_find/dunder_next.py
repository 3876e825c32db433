# Two threads call __next__ of one iterator.
# Kind: assertion
it = iter([1, 2, 3])
ra = rb = None
def one():
    global ra
    ra = it.__next__()
def two():
    global rb
    rb = it.__next__()


def test():
    import threading
    a = threading.Thread(target=one); b = threading.Thread(target=two)
    b.start(); a.start(); a.join(); b.join()
    assert ra == 1
