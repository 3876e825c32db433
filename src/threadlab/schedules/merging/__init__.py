"""Schedules that come to the same state go on alike: what a state is, and a search that goes on from each only once."""
