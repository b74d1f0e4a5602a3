"""The forms in which records leave the program: plain objects for JSON, as the measuring interface fixes them."""
