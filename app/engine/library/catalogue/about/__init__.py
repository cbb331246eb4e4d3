"""What is told about items: people, studios, tags, collections, ids at providers, titles, ratings."""
