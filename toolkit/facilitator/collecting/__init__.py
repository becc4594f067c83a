"""Take what arrived, in whatever shape, and sort it by what stands in it."""
