"""Begin a course and add to it: new files with fresh ids, questions from other tools, schemas for editors."""
