"""The house's machinery: the environment, PostgreSQL and Valkey, and the processes of the product.

Standard library only, because it runs before anything is installed and outlives what it starts.
"""
