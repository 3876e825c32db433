# Makes a value that cannot be shown.
# verdict: fails
class Broken:
    def __repr__(self):
        raise SystemExit

    def __add__(self, other):
        return self


counter = Broken()
