"""The demo company: Noorderlicht Netbeheer, as told by the product's own actions."""
