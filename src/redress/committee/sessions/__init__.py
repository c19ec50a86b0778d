"""What is done to a session: planning, agenda, attendance, votes, minutes, actions."""
