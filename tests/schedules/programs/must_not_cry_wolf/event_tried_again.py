# wait with a time-out, tried again until the event is set.
from threading import Event, Thread

event = Event()
seen = []


def receive():
    while not event.wait(timeout=1):
        pass
    seen.append(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(receive, event.set)
    assert seen == [1]
