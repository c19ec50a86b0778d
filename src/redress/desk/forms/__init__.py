"""Forms of the desk: made from the commands' own schemas, so that they ask for what the command takes."""
