"""What all processes of the house share: the counts behind limits of sign-in, kept in the database.

Django-allauth counts in Django's cache. A cache of each process's own would let an address fail once for each of them.
"""

CACHES = {
    "default": {
        "BACKEND": "redress.organisation.counts.CountCache",
        # Addresses and names are not kept, only their keyed hashes.
        "KEY_FUNCTION": "redress.privacy.cipher.cache_key",
        "TIMEOUT": 300,
    }
}
