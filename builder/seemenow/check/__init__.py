"""Say all that is wrong with a course: references, questions, stories, ways through, words and figures."""
