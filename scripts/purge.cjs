// Leaves of a style sheet what the words on standard input can wear: node purge.cjs SHEET OTHER-SHEET... < words
// The sheet is rewritten; the others say which of its variables are asked for.
"use strict";

const { readFileSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { PurgeCSS } = require(path.resolve("node_modules/purgecss"));

const [sheet, ...others] = process.argv.slice(2);
const content = [{ raw: readFileSync(0, "utf8"), extension: "html" }];
const asked = others.flatMap((each) => readFileSync(each, "utf8").match(/--tblr-[a-z0-9-]+/g) ?? []);

new PurgeCSS()
  .purge({ content, css: [sheet], keyframes: true, variables: true, safelist: { variables: asked } })
  .then(([left]) => writeFileSync(sheet, left.css));
