"""Look at a course while it is written, and at every component in every state."""
