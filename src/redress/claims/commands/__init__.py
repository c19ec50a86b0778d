"""Commands on claims, in the order in which a claim meets them."""
