"""The automatic chat: what it knows, what it answers outside a browser, and how well."""
