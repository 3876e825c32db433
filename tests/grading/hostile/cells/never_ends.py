# Never ends, before the tests.
# verdict: fails
while True:
    pass
