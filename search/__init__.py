"""One index over everything that can be found, in the reader's sight (docs/adr/0016).

Nouns: entry, word, question, hit, findable (what an app lends to the index).
Others may call: actions.forget_threads, forget_comment, put_now; feeds.similar.
"""
