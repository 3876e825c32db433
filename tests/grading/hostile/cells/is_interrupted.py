# Pretends that the instructor interrupted it.
# verdict: fails
def increment(times):
    raise KeyboardInterrupt
