# Mistake: two semaphores make the threads take turns, so each waits for the other.
# Fails: numbers_and_letters--can-be-mixed (never)
from threading import Semaphore, Thread


def numbers_and_letters():
    number_turn = Semaphore(1)
    letter_turn = Semaphore(0)

    def speak(things, mine, other):
        for thing in things:
            mine.acquire()
            print(thing)
            other.release()

    numbers = Thread(target=speak, args=(range(1, 6), number_turn, letter_turn))
    letters = Thread(target=speak, args=("abcde", letter_turn, number_turn))
    numbers.start()
    letters.start()
    numbers.join()
    letters.join()
    print("Both threads have finished execution.")
