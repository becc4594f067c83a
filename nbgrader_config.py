"""How nbgrader works in this course: where things are, and that nothing a trainee sent is ever run."""

import os
import sys
from pathlib import Path

import nbgrader
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    GetGrades,
    IncludeHeaderFooter,
    LockCells,
    SaveAutoGrades,
)

import toolkit
from toolkit.facilitator.grading import key_steps as keys
from toolkit.facilitator.grading import nbgrader_files as files
from toolkit.facilitator.grading import nbgrader_steps as ours
from toolkit.privacy import keep_private

c = get_config()  # noqa: F821

# What nbgrader writes about people from here on no other account of this computer may read; what goes into the
# exchange it opens by itself.
keep_private()
c.Autograde.permissions = 400
c.GenerateFeedback.permissions = 600

# nbgrader calls `alembic` by name when it makes a gradebook: find ours, also where no environment is activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c.CourseDirectory.root = str(Path(__file__).parent)
# A second course on one computer, with the same gradebook or exchange, needs a name of its own.
c.CourseDirectory.course_id = os.environ.get("TOOLKIT_COURSE", "hashtag-to-action")
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# Model answers stay with the instructor; a trainee's own answers are never overwritten by ours.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "model-answers.json", ".answers-*"
]  # fmt: skip
c.CourseDirectory.db_url = os.environ.get(
    "TOOLKIT_GRADEBOOK", f"sqlite:///{Path(__file__).parent / 'gradebook.db'}?timeout=60"
)

# No exercise goes out whose key is at fault; one that was corrected replaces the released one, also after submissions.
c.GenerateAssignment.preprocessors = [
    keys.CheckKey,
    IncludeHeaderFooter,
    LockCells,
    ClearSolutions,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    keys.SaveKey,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
]

# What trainees sent may be links, pipes or a terabyte: no step of nbgrader's opens, follows or copies them.
files.take_their_places()

# Instructor's cells come back from the gradebook, only the answers are the trainee's, and we run ours in-process.
c.Autograde.exporter_class = ours.ForgivingExporter
c.Autograde.sanitize_preprocessors = [ours.Rebuild, CheckCellMetadata]
c.Autograde.autograde_preprocessors = [
    ours.GradeAnswers,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]

# Feedback never shows a key; pages of trainees' words are cleaned and ask no other host for anything.
c.GenerateFeedback.preprocessors = [GetGrades, ClearMarkScheme, ours.HideKeys, CSSHTMLHeaderPreprocessor]
c.HTMLExporter.extra_template_basedirs = [
    str(Path(toolkit.__file__).parent / "facilitator" / "grading" / "data"),
    str(Path(toolkit.__file__).parent / "faces"),
    str(Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"),
]
c.HTMLExporter.sanitize_html = True

# Nobody hands in through a shared folder here unless a server is set up for it; nbgrader looks for one all the same.
c.Exchange.root = os.environ.get("TOOLKIT_EXCHANGE", str(Path(__file__).parent / ".exchange"))
c.ExchangeFactory.collect = "toolkit.facilitator.grading.exchange.Collect"
c.ExchangeFactory.release_feedback = "toolkit.facilitator.grading.exchange.ReleaseFeedback"

# Files that arrive through an LMS bring their answers along.
c.ZipCollectApp.collector_plugin = files.OwnCollector
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
c.ExecutePreprocessor.timeout = 60
