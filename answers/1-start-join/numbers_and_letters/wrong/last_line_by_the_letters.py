# Mistake: the letters' thread prints the last line, though the numbers may not be done.
# Fails: numbers_and_letters--closing-line-is-last (assertion)
import threading


def print_numbers():
    for number in range(1, 6):
        print(number)


def print_letters():
    for letter in "abcde":
        print(letter)
    print("Both threads have finished execution.")


def numbers_and_letters():
    numbers = threading.Thread(target=print_numbers)
    letters = threading.Thread(target=print_letters)
    numbers.start()
    letters.start()
    numbers.join()
    letters.join()
