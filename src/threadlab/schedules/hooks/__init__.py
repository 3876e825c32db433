"""What instrumented code calls: each hook is one step, then what Python would have done."""
