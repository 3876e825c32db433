# wait with a time-out gives False, and nobody looks.
# Kind: assertion
import threading
from threading import Thread

event = threading.Event()
data = []
seen = []


def send():
    data.append(1)
    event.set()


def receive():
    event.wait(timeout=30)
    seen.append(len(data))


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(send, receive)
    assert seen == [1]
