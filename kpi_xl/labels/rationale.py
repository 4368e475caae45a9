"""Words of the page that explains every number."""
