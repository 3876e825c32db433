# A plain Lock may be released by another thread: it works as a gate.
from threading import Lock, Thread

gate = Lock()
gate.acquire()
data = None
seen = []


def send():
    global data
    data = 42
    gate.release()


def receive():
    gate.acquire()
    seen.append(data)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(receive, send)
    assert seen == [42]
