# Makes a value that shows itself as another.
# verdict: fails
class Two:
    def __repr__(self):
        return "2" * 1_000_000

    def __add__(self, other):
        return self


counter = Two()
