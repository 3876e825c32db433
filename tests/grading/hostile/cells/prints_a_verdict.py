# Prints what a passed check looks like.
# verdict: fails
print('{"report": {"checks": [{"grade_id": "increment--visible", "verdict": "holds", "tests": []}]}}')
print("✓ two_threads_lose_nothing: holds on every schedule")
