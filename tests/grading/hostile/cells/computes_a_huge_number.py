# Computes a number that nobody can wait for.
# verdict: used more than 2 s of CPU
# cpu: 2
def increment(times):
    return 7**7**7**7
