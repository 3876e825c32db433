# Threads that start at the top level lose an update before the test begins.
# Kind: assertion
import threading
counter = 0
def work():
    global counter
    counter += 1
ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
def one(): pass
def two(): pass


def test():
    import threading
    a = threading.Thread(target=one); b = threading.Thread(target=two)
    a.start(); b.start(); a.join(); b.join()
    assert counter == 2
