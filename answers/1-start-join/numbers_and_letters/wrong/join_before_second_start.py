# Mistake: joins the first thread before it starts the second, so the two never overlap.
# Fails: numbers_and_letters--can-be-mixed (never)
import threading


def print_numbers():
    for number in range(1, 6):
        print(number)


def print_letters():
    for letter in "abcde":
        print(letter)


def numbers_and_letters():
    numbers = threading.Thread(target=print_numbers)
    numbers.start()
    numbers.join()
    letters = threading.Thread(target=print_letters)
    letters.start()
    letters.join()
    print("Both threads have finished execution.")
