# A random time-out is handed to a `wait` of the program's own, which compares it.
# Kind: assertion
import random
import threading
bad = False
class Gate:
    def wait(self, timeout):
        global bad
        bad = bad or timeout > 0.9
gate = Gate()
def work():
    gate.wait(timeout=random.random())

def test():
    t = threading.Thread(target=work)
    t.start(); t.join()
    assert not bad
