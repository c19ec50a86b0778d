// A page that was asked for by POST has the address it says it has: reloading and going back ask for it again there.
"use strict";

history.replaceState(history.state, "", document.querySelector("link[rel=canonical]").href);
