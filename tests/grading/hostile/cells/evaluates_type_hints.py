# Has a text run as code where type hints are read.
# verdict: undecided
from typing import get_type_hints
class A:
    x: "increment.__globals__.clear()"
get_type_hints(A)
