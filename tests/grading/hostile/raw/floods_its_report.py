# Makes its report huge.
# inside: led to a report of more than 64 KiB
# without: not tried, nothing to gain
gained = ["x" * 1_000_000] * 10
