# A random number is handed to a `sleep` of the program's own, which compares it.
# Kind: assertion
import random
import threading
bad = False
def sleep(seconds):
    global bad
    if seconds < 0.5:
        bad = True
def work():
    sleep(random.random())

def test():
    t = threading.Thread(target=work)
    t.start(); t.join()
    assert not bad
