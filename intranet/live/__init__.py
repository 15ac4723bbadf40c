"""Live streams: one open answer per page, in front of Django and without a thread of its own.

`door` lets a page in, `hub` holds all streams of this process and gives them their hints, `stream`
writes one of them. What a hint may tell, and to whom, stands in `hints`.
"""
