# Defines a function of the test's name.
# verdict: fails
def two_threads_lose_nothing():
    pass


def three_threads_lose_nothing():
    pass
