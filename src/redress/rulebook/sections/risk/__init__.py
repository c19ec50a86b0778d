"""What makes a claim likely to become a complaint."""
