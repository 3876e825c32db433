# wait with a time-out tells whether the event is set.
from threading import Event, Thread

event = Event()
data = []
seen = []


def send():
    data.append(1)
    event.set()


def receive():
    if event.wait(timeout=1):
        seen.append(data[0])


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(send, receive)
    assert seen in ([], [1])
