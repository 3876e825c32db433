# Style: one nested function that prints any sequence, with the sequence as argument.
from threading import Thread


def numbers_and_letters():
    def print_each(things):
        for thing in things:
            print(thing)

    threads = [Thread(target=print_each, args=(things,)) for things in ([1, 2, 3, 4, 5], ["a", "b", "c", "d", "e"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("Both threads have finished execution.")
