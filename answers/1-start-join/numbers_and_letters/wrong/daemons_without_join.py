# Mistake: believes that daemon threads need no join.
# Fails: numbers_and_letters--closing-line-is-last (assertion)
from threading import Thread


def show(things):
    for thing in things:
        print(thing)


def numbers_and_letters():
    for things in (range(1, 6), "abcde"):
        thread = Thread(target=show, args=(things,))
        thread.daemon = True
        thread.start()
    print("Both threads have finished execution.")
