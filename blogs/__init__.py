"""Blogs of leaders and culture carriers, who write themselves and are answered.

Nouns: blog, article, helper, suggestion, question to the author, promise, term, nomination.
Others may call: give_blog, start_article, save_article, publish_article, ask_author.
"""
