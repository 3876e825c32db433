# Mistake: Only the letters have a thread; the caller prints the numbers itself meanwhile.
# Fails: numbers_and_letters--a-thread-each (assertion)
from threading import Thread


def numbers_and_letters():
    def print_letters():
        for letter in "abcde":
            print(letter)

    letters = Thread(target=print_letters)
    letters.start()
    for number in range(1, 6):
        print(number)
    letters.join()
    print("Both threads have finished execution.")
