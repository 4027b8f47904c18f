"""What is run by those who work on the program, never by the program."""
