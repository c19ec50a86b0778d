"""Looking over many cases: figures, monitor, clusters, who read what, data shown whole (CLO-09, SEC-02, SEC-03)."""
