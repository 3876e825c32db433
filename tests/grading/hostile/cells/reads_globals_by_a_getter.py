# Reaches the globals of a function by a getter whose name is put together.
# verdict: undecided
from operator import attrgetter
attrgetter("__" + "globals__")(increment).clear()
