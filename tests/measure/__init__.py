"""What the code measures."""
