# Mistake: does the work itself, without any thread.
# Fails: pipeline--workers-share-the-work, pipeline--through-the-buffer
def pipeline(items, work, workers):
    return [work(item) for item in items]
