"""From what a command did to the messages it causes: all in the command's own transaction."""
