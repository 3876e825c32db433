# Mistake: A third thread prints the closing line in time, but the function returns without waiting for it.
# Fails: numbers_and_letters--closing-line-is-last (assertion)
from threading import Thread


def numbers_and_letters():
    def show(things):
        for thing in things:
            print(thing)

    numbers = Thread(target=show, args=(range(1, 6),))
    letters = Thread(target=show, args=("abcde",))

    def close():
        numbers.join()
        letters.join()
        print("Both threads have finished execution.")

    numbers.start()
    letters.start()
    Thread(target=close).start()
