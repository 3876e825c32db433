# Exits.
# verdict: fails
raise SystemExit(0)
