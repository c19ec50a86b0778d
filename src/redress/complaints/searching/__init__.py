"""Full text over keyed digests, and the one search box (SEC-02, SEC-06)."""
