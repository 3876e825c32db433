"""The stacks that fibers run on: greenlets, or what a browser can suspend; and what must not disturb them."""
