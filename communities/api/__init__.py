"""What programs ask about communities and what is posted there."""
