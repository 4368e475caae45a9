"""Words of the guide, the first tab."""
