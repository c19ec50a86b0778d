"""What suggestions bring: by which version a unit is given them."""

from redress.casework.rooms import Brings, On
from redress.suggestions.choosing import UseSuggestions

BRINGS = Brings(commands=(On("unit", (UseSuggestions,)),))
