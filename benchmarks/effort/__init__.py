"""What a task takes of a person, measured in a real browser on the demo insurer."""
