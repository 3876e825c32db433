# Two threads use one generator up.
# Kind: assertion
it = (n for n in (1, 2, 3))
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
    a.start(); b.start(); a.join(); b.join()
    assert ra == [1, 2, 3]
