# Mistake: The lines have labels, which nobody asked for.
# Fails: numbers_and_letters--each-in-order (assertion)
from threading import Thread


def numbers_and_letters():
    def print_numbers():
        for number in range(1, 6):
            print("number", number)

    def print_letters():
        for letter in "abcde":
            print("letter", letter)

    threads = [Thread(target=print_numbers), Thread(target=print_letters)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("Both threads have finished execution.")
