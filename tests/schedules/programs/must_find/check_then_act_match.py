# A state machine that matches its state and then changes it.
# Kind: assertion
from threading import Thread

state = "idle"
started = []


def start():
    global state
    match state:
        case "idle":
            state = "busy"
            started.append(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(start, start)
    assert len(started) == 1
