# Mistake: both threads set one event, so the last line waits for the faster of the two only.
# Fails: numbers_and_letters--closing-line-is-last (assertion)
from threading import Event, Thread


def numbers_and_letters():
    finished = Event()

    def show(things):
        for thing in things:
            print(thing)
        finished.set()

    Thread(target=show, args=(range(1, 6),)).start()
    Thread(target=show, args=("abcde",)).start()
    finished.wait()
    print("Both threads have finished execution.")
