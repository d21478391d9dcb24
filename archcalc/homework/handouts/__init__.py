"""What is handed out: worksheets and quizzes."""
