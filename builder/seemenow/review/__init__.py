"""What people say about a course: the copy to read, their remarks, and what they have approved."""
