# Two threads send to one generator.
# Kind: assertion
def acc():
    total = 0
    while True:
        x = yield total
        total += x
g = acc(); next(g)
ra = rb = 0
def one():
    global ra
    ra = g.send(1)
def two():
    global rb
    rb = g.send(2)


def test():
    import threading
    a = threading.Thread(target=one); b = threading.Thread(target=two)
    a.start(); b.start(); a.join(); b.join()
    assert ra == 1
