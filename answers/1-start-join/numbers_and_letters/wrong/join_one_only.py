# Mistake: waits for the second thread only.
# Fails: numbers_and_letters--closing-line-is-last (assertion)
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
    numbers.start()
    letters.start()
    letters.join()
    print("Both threads have finished execution.")
