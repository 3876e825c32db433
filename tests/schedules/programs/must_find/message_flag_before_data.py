# The flag is set before the data is there.
# Kind: assertion
from threading import Thread

data, ready = None, False
seen = []


def send():
    global data, ready
    ready = True
    data = 42


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
