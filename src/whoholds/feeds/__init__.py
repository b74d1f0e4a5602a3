"""Feeds of news: fetched politely and safely, listed, their pages made into documents. Only `whoholds watch` comes here."""
