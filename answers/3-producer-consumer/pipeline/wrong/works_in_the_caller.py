# Mistake: does the work itself, without any thread.
# Fails: pipeline--concurrent
def pipeline(items, work, workers):
    return [work(item) for item in items]
