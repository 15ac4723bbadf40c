"""People and the organisation in the administration, by the product's own actions."""
