# Ends each thread by an exit once it has lost its update.
# verdict: fails
old = increment
def increment(times):
    old(times); raise SystemExit(0)
