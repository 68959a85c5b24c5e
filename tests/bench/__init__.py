"""How fast it is: ``make bench`` measures whole processes and a real browser beside yardsticks of the same run."""
