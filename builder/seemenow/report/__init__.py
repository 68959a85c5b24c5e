"""From what LMSs export to a report that may be passed on: see ``make.report``."""
