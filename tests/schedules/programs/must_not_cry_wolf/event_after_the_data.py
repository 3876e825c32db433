# The event is set when the data is there.
from threading import Event, Thread

event = Event()
data = None
seen = []


def send():
    global data
    data = 1
    event.set()


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
    run(receive, receive, send)
    assert seen == [1, 1]
