"""How much of a file we are ready to read; more than a person can have written is a trap or a mistake."""

MIB = 1024 * 1024

CHUNK = MIB // 4
"""Bytes that are unpacked at a time: small enough to stay near the processor."""

LARGEST_PART = 2048 * MIB
"""A part of an X archive is read row by row; a million posts take 1.5 GB."""

LARGEST_WHOLE = 256 * MIB
"""What has to be in memory at once (JSON in one piece, tables, repositories): some 100,000 posts; tables far more."""

LARGEST_TOTAL = 4096 * MIB
"""All that is read of one archive."""

LONGEST_WAY = 16_384 * MIB
"""What a .tar.gz may unpack to on the way to the posts: pictures and films stand before them."""

MOST_MEMBERS = 500_000
"""Every picture of an archive is a member; the largest known have tens of thousands."""

LARGEST_LISTING = 128 * MIB
"""The list of members at the end of a ZIP: 46 bytes and the name for each."""

MOST_SWELLING = 200
"""JSON shrinks to a tenth or a twentieth; what unpacks to more than this many times its size was built to harm."""

SWELLING_FROM = 16 * MIB
"""Below this size swelling harms nobody."""

LONGEST_ROW = 4 * MIB
"""Characters of one post with everything that X notes about it; usual are 2,000."""

MOST_ROWS = 5_000_000
"""Rows that are looked at in search of the newest posts."""
