"""What contributors and translators run: nobody else needs it, and nothing imports it."""
