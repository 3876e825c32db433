# Mistake: does the work itself, without any thread.
# Fails: pipeline--workers-share-the-work (deadlock), pipeline--through-the-buffer (assertion)
def pipeline(items, work, workers):
    return [work(item) for item in items]
