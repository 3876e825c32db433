# A `sleep` of the program's own that compares what was drawn with a bound that holds for all of it.
import random
import threading
slept = []
def sleep(seconds):
    slept.append(seconds < 2)
def work():
    sleep(random.random())

def test():
    t = threading.Thread(target=work)
    t.start(); t.join()
    assert slept == [True]
