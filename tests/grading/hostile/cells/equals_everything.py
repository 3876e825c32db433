# Makes the counter equal to everything.
# verdict: fails
class Always:
    def __eq__(self, other):
        return True

    def __add__(self, other):
        return self


counter = Always()
