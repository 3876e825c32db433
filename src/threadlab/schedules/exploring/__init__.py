"""One search for a verdict: the runs of a program, the proofs that are asked for, and what is told of a failure."""
