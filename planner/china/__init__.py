"""What holds in China only: the calendar of public holidays and make-up working days."""
