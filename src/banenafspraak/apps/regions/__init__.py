"""Maps and postcodes that an administrator imported. The regions themselves come with the program."""
