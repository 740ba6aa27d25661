"""Files for running and shipping copydesk. The Python code makes the bill of materials."""
