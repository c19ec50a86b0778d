"""Does what stands in database and files still say what was sealed? (SEC-04)"""
