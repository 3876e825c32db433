# Repairs the answer when it is put into a text.
# verdict: fails or undecided
class F:
    def __format__(self, spec): return globals().update(counter=2) or ""
f"{F()}"
