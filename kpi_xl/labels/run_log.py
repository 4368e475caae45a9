"""Words of the run log."""
