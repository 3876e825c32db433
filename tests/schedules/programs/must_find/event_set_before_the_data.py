# The event says "ready" before the data is there.
# Kind: assertion
import threading
from threading import Thread

event = threading.Event()
data = None
seen = []


def send():
    global data
    event.set()
    data = 1


def receive():
    event.wait()
    seen.append(data)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(send, receive)
    assert seen == [1]
