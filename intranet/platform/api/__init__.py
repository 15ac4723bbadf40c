"""What every address of the API has in common: one shape of question, of answer and of refusal."""
