// The way in: every behaviour of our pages, bound by data attributes. Without any of it the pages work too.
import { bindAll } from "./behaviours.js";
import "./attaching.js";
import "./autosize.js";
import "./composer.js";
import "./connection.js";
import "./copy.js";
import "./dialogs.js";
import "./errors.js";
import "./files.js";
import "./filters.js";
import "./focus.js";
import "./installing.js";
import "./live.js";
import "./menus.js";
import "./offline.js";
import "./pick-people.js";
import "./print.js";
import "./quick.js";
import "./roving.js";
import "./secrets.js";
import "./seen.js";
import "./similar.js";
import "./submitting.js";
import "./theme.js";
import "./toasts.js";

document.addEventListener("htmx:load", (event) => bindAll(event.detail.elt ?? document));
bindAll(document);
