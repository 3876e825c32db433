# Style: as in the lesson, with a pause between two prints.
import time
from threading import Thread


def numbers():
    number = 1
    while number <= 5:
        print(number)
        time.sleep(0.01)
        number += 1


def letters():
    for code in range(ord("a"), ord("f")):
        print(chr(code))
        time.sleep(0.01)


def numbers_and_letters():
    one = Thread(target=numbers)
    two = Thread(target=letters)
    one.start()
    two.start()
    one.join()
    two.join()
    print("Both threads have finished execution.")
