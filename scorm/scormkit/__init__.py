"""Write, read and verify e-learning packages. Knows standards and LMSs, and nothing of a course."""
