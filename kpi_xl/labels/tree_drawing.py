"""Words of the drawn tree."""
