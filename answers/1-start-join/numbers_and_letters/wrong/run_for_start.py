# Mistake: calls run() where start() is meant, so all numbers come before the first letter.
# Fails: numbers_and_letters--can-be-mixed (never), numbers_and_letters--a-thread-each (assertion)
import threading


def print_numbers():
    for number in range(1, 6):
        print(number)


def print_letters():
    for letter in "abcde":
        print(letter)


def numbers_and_letters():
    numbers = threading.Thread(target=print_numbers)
    letters = threading.Thread(target=print_letters)
    numbers.run()
    letters.run()
    print("Both threads have finished execution.")
