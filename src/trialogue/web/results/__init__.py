"""The results of a study on the staff's pages: what `trialogue analyze` wrote for a trial."""
