# Kind: assertion
# reversed() looks at the dict when it is called, and at each step.
import threading

table = {"a": 1}
seen = []


def grow():
    table["b"] = 2


def look():
    try:
        seen.append(list(reversed(table)))
    except RuntimeError:
        seen.append("changed")


def test():
    threads = [threading.Thread(target=each) for each in (grow, look)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [["a"]]
