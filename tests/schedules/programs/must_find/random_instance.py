# Which thread draws first from a seeded generator is not fixed.
# Kind: assertion
import random
rng = random.Random(7)
ra = rb = None
def one():
    global ra
    ra = rng.random()
def two():
    global rb
    rb = rng.random()


def test():
    import threading
    a = threading.Thread(target=one); b = threading.Thread(target=two)
    a.start(); b.start(); a.join(); b.join()
    assert ra == 0.32383276483316237
