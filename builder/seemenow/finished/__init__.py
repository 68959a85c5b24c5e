"""What is done with finished packages: played, read back, compared, given new contacts."""
