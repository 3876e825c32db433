# Deletes what is tested.
# verdict: fails
del increment
