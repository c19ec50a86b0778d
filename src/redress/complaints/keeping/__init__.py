"""How long a case is kept: holds, disposal, destruction (CLO-10)."""
