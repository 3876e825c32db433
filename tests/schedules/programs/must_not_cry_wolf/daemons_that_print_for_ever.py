# Daemon threads that print for ever: nobody waits for their end, and the program has one.
import threading


def work(name):
    while True:
        print("still here:", name)


def test():
    for name in "ab":
        threading.Thread(target=work, args=(name,), daemon=True).start()
