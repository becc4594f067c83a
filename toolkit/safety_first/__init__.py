"""What the session on safety is made of: invented pages, a sign-up form, statements of risk, a search for oneself."""
