"""Send reports where an operator allowed it: signed, retried, and never into the house's network.

The allow-list says which URLs, the addresses which machines; both are checked, the second when a
connection is made, so that a name which points elsewhere by then leads nowhere.
"""
