// Unpacks the base map that web/base.mjs packs, into GeoJSON.

type Line = Array<[number, number]>;

interface Packed {
  source: string;
  scale: number;
  countries: Array<{ name: string; at: [number, number]; size: number; rings: number[][] }>;
  borders: number;
  arcs: string[];
  rivers: string[];
  lakes: string[];
}

declare global {
  // eslint-disable-next-line no-var
  var WHOHOLDS_WORLD: Packed | undefined;
}

export interface Country {
  name: string;
  /** Where its name stands: longitude, latitude. */
  at: [number, number];
}

/** The countries, the largest first: where two names want the same room, the larger country has it. */
export const countriesOf = (packed: Packed): Country[] =>
  [...packed.countries].sort((a, b) => b.size - a.size).map(({ name, at }) => ({ name, at: [at[0] / packed.scale, at[1] / packed.scale] }));

export interface World {
  land: GeoJSON.FeatureCollection;
  lakes: GeoJSON.FeatureCollection;
  rivers: GeoJSON.FeatureCollection;
  borders: GeoJSON.FeatureCollection;
  coasts: GeoJSON.FeatureCollection;
}

export function unpack(text: string, scale: number): Line {
  const points: Line = [];
  let [x, y, bits, shift, across] = [0, 0, 0, 0, true];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const value = (code === 33 ? 92 : code) - 63;
    bits |= (value & 31) << shift;
    shift += 5;
    if (value >= 32) continue;
    const step = bits & 1 ? ~(bits >> 1) : bits >> 1;
    if (across) x += step;
    else {
      y += step;
      points.push([x / scale, y / scale]);
    }
    [bits, shift, across] = [0, 0, !across];
  }
  return points;
}

/** Cut the corners once: the source keeps rivers and lakes on a grid of two to four kilometres, which would show as stairs. */
function smooth(line: Line, closed: boolean): Line {
  const out: Line = closed ? [] : [line[0]!];
  for (let i = 0; i + 1 < line.length; i += 1) {
    const [[ax, ay], [bx, by]] = [line[i]!, line[i + 1]!];
    out.push([0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by], [0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by]);
  }
  out.push(closed ? out[0]! : line.at(-1)!);
  return out;
}

export function worldOf(packed: Packed): World {
  const { scale } = packed;
  const arcs = packed.arcs.map((text) => unpack(text, scale));
  const ring = (indexes: number[]): Line => indexes.flatMap((i, n) => (i < 0 ? [...arcs[~i]!].reverse() : arcs[i]!).slice(n ? 1 : 0));
  const lines = (coordinates: Line[]): GeoJSON.FeatureCollection => collection([{ type: "MultiLineString", coordinates }]);
  return {
    land: collection(packed.countries.map((one) => ({ type: "MultiPolygon", coordinates: polygons(one.rings.map(ring)) }))),
    lakes: collection(packed.lakes.map((text) => ({ type: "Polygon", coordinates: [smooth(unpack(text, scale), true)] }))),
    rivers: lines(packed.rivers.map((text) => smooth(unpack(text, scale), false))),
    borders: lines(arcs.slice(0, packed.borders)),
    coasts: lines(arcs.slice(packed.borders)),
  };
}

/** Rings as polygons: the holes of a country (another one inside it) are holes of the ring before them, by their turn. */
function polygons(rings: Line[]): Line[][] {
  const found: Line[][] = [];
  const turn = rings[0] ? Math.sign(area(rings[0])) : 1;
  for (const one of rings) {
    const last = found.at(-1);
    if (last && Math.sign(area(one)) !== turn) last.push(one);
    else found.push([one]);
  }
  return found;
}

const area = (ring: Line): number => ring.reduce((sum, [x, y], i) => {
  const [nx, ny] = ring[(i + 1) % ring.length]!;
  return sum + x * ny - nx * y;
}, 0);

function collection(geometries: GeoJSON.Geometry[]): GeoJSON.FeatureCollection {
  return { type: "FeatureCollection", features: geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry })) };
}
