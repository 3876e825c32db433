# A string that grows: += makes a new one.
# Kind: assertion
from threading import Thread

text = ""


def work():
    global text
    text += "x"


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert text == "xx"
