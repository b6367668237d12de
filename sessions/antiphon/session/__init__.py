"""People, roles, tickets, polls, steering and the pipe between our processes."""
