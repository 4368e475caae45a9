"""Words of taking back what a run did."""
