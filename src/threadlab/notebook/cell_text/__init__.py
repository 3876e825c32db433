"""What the texts of cells say, found without running them."""
