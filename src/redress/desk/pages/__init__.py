"""What pages show, made ready for templates: no rules here, only words, order and addresses."""
