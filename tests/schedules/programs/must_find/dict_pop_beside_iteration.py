# Kind: assertion
# Between two turns of the loop a key goes: the loop stops with RuntimeError.
import threading

seen = []
table = {1: 1, 2: 2, 3: 3}


def look():
    try:
        for key in table:
            seen.append(key)
    except RuntimeError:
        seen.append("changed")


def drop():
    table.pop(2)


def test():
    threads = [threading.Thread(target=each) for each in (look, drop)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen != [1, "changed"]
