# Makes a class whose methods nobody has looked at.
# verdict: fails
Odd = type("Odd", (), {"__eq__": lambda self, other: True, "__add__": lambda self, other: self})
counter = Odd()
