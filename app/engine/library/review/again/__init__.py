"""Files that are stored and placed anew, because their owner told something else."""
