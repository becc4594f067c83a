"""The labs of the session on tags."""

from toolkit.labs.workbook import workbook
from toolkit.sessions.hashtag_choice.faces import TAG_WORDS
from toolkit.sessions.hashtag_choice.labs.explorer import VIEWS, Explorer
from toolkit.sessions.hashtag_choice.labs.surgery import Moments, Networks, Surgery

LABS = {"explorer": Explorer, "surgery": Surgery, "networks": Networks, "moment": Moments}
WORDS = (VIEWS, TAG_WORDS, workbook(__file__)["topics"])
