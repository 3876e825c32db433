# Reads memory that is not there.
# inside: crashed (SIGSEGV)
# without: not tried, nothing to gain
import ctypes

ctypes.string_at(0)
