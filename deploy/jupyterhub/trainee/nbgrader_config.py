"""How a trainee's server on a hub reaches the exchange: fetch exercises, hand them in, fetch feedback."""

import os
from pathlib import Path

c = get_config()  # noqa: F821

# A second course on one computer, with the same gradebook or exchange, needs a name of its own.
c.CourseDirectory.course_id = os.environ.get("TOOLKIT_COURSE", "hashtag-to-action")
c.Exchange.root = os.environ["TOOLKIT_EXCHANGE"]
# Everybody may read what lies there; a copy with answers in it is for one pair of eyes.
c.ExchangeFactory.fetch_assignment = "toolkit.facilitator.grading.exchange.FetchAssignment"
c.ExchangeFactory.fetch_feedback = "toolkit.facilitator.grading.exchange.FetchFeedback"
# Where the links in the workbooks lead. Whole: nbgrader reads this in two folders, and means the same one.
c.Exchange.assignment_dir = str(Path(os.environ["TOOLKIT_FOLDER"]) / "exercises")
