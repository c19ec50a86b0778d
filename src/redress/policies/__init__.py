"""The port to the insurer's policy system (SYS-02): what it holds of a policy (保单), its people and its cover."""
