# Makes a value that takes for ever to show.
# verdict: fails
class Endless:
    def __repr__(self):
        while True:
            pass

    def __add__(self, other):
        return self


counter = Endless()
