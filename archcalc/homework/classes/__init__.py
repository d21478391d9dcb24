"""Courses: who takes part, a paper of each student's own, sheets marked against it, grades for other systems."""
