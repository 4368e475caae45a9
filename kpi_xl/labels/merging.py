"""Words of merging copies that came back."""
