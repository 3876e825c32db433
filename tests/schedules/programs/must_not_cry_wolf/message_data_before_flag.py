# The data is there before the flag is set: whoever sees the flag sees the data.
from threading import Thread

data, ready = None, False
seen = []


def send():
    global data, ready
    data = 42
    ready = True


def receive():
    if ready:
        seen.append(data)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(send, receive)
    assert seen in ([], [42])
