# How often a loop has turned is kept in a list of its own, and told at the end.
# Kind: assertion
import threading

flag = False
n = 0


def waiter():
    global n
    tries = []
    while not flag:
        tries.append(1)
    k = 0
    for each in tries:
        k += 1
    n = k


def setter():
    global flag
    flag = True


def test():
    a = threading.Thread(target=waiter)
    b = threading.Thread(target=setter)
    a.start()
    b.start()
    a.join()
    b.join()
    assert n < 2
