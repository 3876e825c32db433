# Chooses the base of a class by a method.
# verdict: undecided
class X:
    def __mro_entries__(self, bases): return (__import__("threading").Thread,)
class Y(X()): pass
