# Mistake: target=print_numbers() prints at once, in the caller's thread, and starts a thread with nothing to do.
# Fails: numbers_and_letters--can-be-mixed (never), numbers_and_letters--a-thread-each (assertion)
import threading


def print_numbers():
    for number in range(1, 6):
        print(number)


def print_letters():
    for letter in "abcde":
        print(letter)


def numbers_and_letters():
    numbers = threading.Thread(target=print_numbers())
    letters = threading.Thread(target=print_letters())
    numbers.start()
    letters.start()
    numbers.join()
    letters.join()
    print("Both threads have finished execution.")
