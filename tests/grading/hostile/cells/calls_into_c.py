# Calls a C library.
# verdict: undecided
import ctypes

ctypes.string_at(0)
