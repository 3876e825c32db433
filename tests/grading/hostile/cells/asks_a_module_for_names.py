# Has its own idea of which names there are.
# verdict: undecided
def __getattr__(name):
    return 2


__name__ = "threadlab"
__file__ = "/etc/passwd"
