"""Judging many submissions: on this machine, on a cluster, ahead of need, from a cache."""
