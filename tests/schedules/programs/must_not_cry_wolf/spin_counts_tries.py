# A poll that counts its tries, and nobody reads how many there were.
import threading

flag = False


def a():
    tries = 0
    while not flag:
        tries += 1


def b():
    global flag
    flag = True


def test():
    ts = [threading.Thread(target=f) for f in (a, b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
