# Mistake: splits the letters over two threads, so d may come before a.
# Fails: numbers_and_letters--a-thread-each (assertion)
from threading import Thread


def show(things):
    for thing in things:
        print(thing)


def numbers_and_letters():
    threads = [Thread(target=show, args=(things,)) for things in ([1, 2, 3, 4, 5], ["a", "b", "c"], ["d", "e"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("Both threads have finished execution.")
