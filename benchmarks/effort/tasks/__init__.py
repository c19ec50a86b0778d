"""The rows of the table: one file a task, with ORDER, TITLE, BEFORE, AIM and `measure`."""
