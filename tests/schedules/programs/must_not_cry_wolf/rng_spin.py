# A loop that draws from a generator of its own gets on.
import random
def one():
    rng = random.Random(3)
    while rng.randint(1, 6) != 6: pass
two = one


def test():
    import threading
    a = threading.Thread(target=one); b = threading.Thread(target=two)
    a.start(); b.start(); a.join(); b.join()
    pass
