# Asks for input.
# verdict: undecided
answer = input("points? ")
