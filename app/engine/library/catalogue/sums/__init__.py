"""What is summed up of items: from their files, and from what lies in them."""
