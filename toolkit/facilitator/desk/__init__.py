"""The steps of the facilitator's notebook: buttons, progress bars and pages over what the commands run, too."""
