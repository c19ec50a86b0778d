"""Changes of the organisation: units, people, posts, deputies, keys, calendars, each a command through a door."""
