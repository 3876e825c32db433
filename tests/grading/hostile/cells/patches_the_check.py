# Makes a failed check look like another error.
# verdict: fails or undecided
from threadlab import CheckFailed

CheckFailed.__init__ = None
