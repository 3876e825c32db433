# Gives its own meaning to the decorator.
# verdict: fails
def every_schedule(test):
    return lambda: None
