"""A package for every school, brand, audience, language and format: see ``run.fleet``."""
