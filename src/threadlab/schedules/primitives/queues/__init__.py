"""The controlled ``queue``: what all queues share, and each of them."""
