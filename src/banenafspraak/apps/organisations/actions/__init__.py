"""What is done with organisations. Each deed asks who may, writes, and tells the trail, in one transaction."""
