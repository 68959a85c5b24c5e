"""Turn a course kept as plain data into packages that an LMS can import."""

__version__ = "0.1.0"
