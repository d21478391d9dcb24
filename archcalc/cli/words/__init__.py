"""Words of the command line: the values that they stand for, and what is said of those that suit no command."""
