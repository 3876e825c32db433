# A class of the program's own called `random`, which counts.
# Kind: assertion
import threading, time
class random:
    state = 0
    @staticmethod
    def random():
        random.state += 1
        return random.state
def work(): time.sleep(random.random())

def test():
    ts = [threading.Thread(target=work) for _ in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert random.state == 2
