"""One message on several networks, tasks and the networks they fit, and what belongs to a film."""
