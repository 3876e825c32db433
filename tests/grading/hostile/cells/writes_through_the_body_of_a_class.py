# Has the body of a class write into the globals.
# verdict: undecided
class M(type):
    @classmethod
    def __prepare__(m, n, b): return globals()
class A(metaclass=M):
    Thread = None
