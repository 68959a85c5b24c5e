"""The look, the name and the contact of one school or organisation."""
