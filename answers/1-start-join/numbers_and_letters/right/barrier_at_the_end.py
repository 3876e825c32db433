# Style: all three threads meet at a barrier after the last print.
import threading


def numbers_and_letters():
    done = threading.Barrier(3)

    def numbers():
        for number in range(1, 6):
            print(number)
        done.wait()

    def letters():
        for letter in ["a", "b", "c", "d", "e"]:
            print(letter)
        done.wait()

    threading.Thread(target=numbers).start()
    threading.Thread(target=letters).start()
    done.wait()
    print("Both threads have finished execution.")
