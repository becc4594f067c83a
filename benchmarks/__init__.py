"""The numbers we promise, each measured beside what it is compared with, in the same run."""
