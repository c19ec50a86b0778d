"""Cases handled specially: emergencies, gates, centralised business, re-review, judging."""
