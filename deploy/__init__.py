"""What runs and ships copydesk; the Python in it makes the bill of materials."""
