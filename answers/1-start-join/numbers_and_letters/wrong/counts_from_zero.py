# Mistake: range(5) counts from 0 to 4.
# Fails: numbers_and_letters--each-in-order (assertion)
import threading


def print_numbers():
    for number in range(5):
        print(number)


def print_letters():
    for letter in "abcde":
        print(letter)


def numbers_and_letters():
    numbers = threading.Thread(target=print_numbers)
    letters = threading.Thread(target=print_letters)
    numbers.start()
    letters.start()
    numbers.join()
    letters.join()
    print("Both threads have finished execution.")
