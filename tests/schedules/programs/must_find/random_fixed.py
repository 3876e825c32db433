# A die is counted on to show a four.
# Kind: assertion
import random
value = None
def work():
    global value
    value = random.randint(1, 6)


def test():
    import threading
    a = threading.Thread(target=work)
    a.start(); a.join()
    assert value == 4
