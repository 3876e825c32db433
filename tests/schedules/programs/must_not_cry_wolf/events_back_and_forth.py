# A request and an answer, an event each.
from threading import Event, Thread

asked, answered = Event(), Event()
message = None
seen = []


def client():
    global message
    message = "question"
    asked.set()
    answered.wait()
    seen.append(message)


def server():
    global message
    asked.wait()
    message = "answer to " + message
    answered.set()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(client, server)
    assert seen == ["answer to question"]
