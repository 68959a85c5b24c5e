"""A folder that an administrator can trust: see ``make.release``."""
