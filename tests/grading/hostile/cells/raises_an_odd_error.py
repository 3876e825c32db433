# Raises an error that nobody can show.
# verdict: fails
class Odd(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def increment(times):
    raise Odd
