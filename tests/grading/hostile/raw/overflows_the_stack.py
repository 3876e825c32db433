# Calls itself for ever, with the brake taken off.
# inside: crashed (SIGSEGV) or nothing
# without: not tried, nothing to gain
import ctypes

CALLBACK = ctypes.CFUNCTYPE(None)
again = CALLBACK(lambda: again())
import sys

sys.setrecursionlimit(10**9)
again()
