# Mistake: prints all of a sequence with a single print, so nothing can come in between.
# Fails: numbers_and_letters--can-be-mixed (never)
from threading import Thread


def numbers_and_letters():
    numbers = Thread(target=print, args=(1, 2, 3, 4, 5), kwargs={"sep": "\n"})
    letters = Thread(target=print, args=tuple("abcde"), kwargs={"sep": "\n"})
    numbers.start()
    letters.start()
    numbers.join()
    letters.join()
    print("Both threads have finished execution.")
