"""Reading and writing: the case folder, rosters, workbooks, JSON. Values or findings with their place, never less."""
