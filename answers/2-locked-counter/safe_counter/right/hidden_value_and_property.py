# Style: the value in a private attribute, read through a property that takes the lock.
import threading


class SafeCounter:
    def __init__(self):
        self.__value = 0
        self.__lock = threading.Lock()

    @property
    def value(self):
        with self.__lock:
            return self.__value

    def increment(self):
        with self.__lock:
            self.__value += 1

    def update(self, function):
        with self.__lock:
            self.__value = function(self.__value)
