# Mistake: holds one lock for the whole loop, so one thread prints all before the other prints anything.
# Fails: numbers_and_letters--can-be-mixed (never)
import threading

lock = threading.Lock()


def print_numbers():
    with lock:
        for number in range(1, 6):
            print(number)


def print_letters():
    with lock:
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
