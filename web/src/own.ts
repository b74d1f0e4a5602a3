// Map layers of the user's own under the signs: GeoJSON and PMTiles from the folder that the server was given.

import type { FilterSpecification, LayerSpecification, Map as LibreMap, SourceSpecification } from "maplibre-gl";
import type { Ground } from "./colours";
import { script } from "./load";
import { FONT } from "./style";

declare global {
  // eslint-disable-next-line no-var
  var pmtiles: { PMTiles: typeof import("pmtiles").PMTiles; Protocol: typeof import("pmtiles").Protocol } | undefined;
}

interface Line {
  name: string;
  kind: "geojson" | "pmtiles";
  href: string;
}

export interface Own {
  /** Layers, the lowest first; they lie under all signs and names. */
  ids: string[];
  credit: string;
  /** Names of files that could not be shown. */
  failed: string[];
  repaint(ground: Ground): void;
}

type Paint = { layer: string; property: string; ink: keyof Ground };

const VECTOR = 1; // the tile type of PMTiles that are no pictures

/** Add the layers that a listing names; a file that cannot be shown leaves the others be. */
export async function addOwn(map: LibreMap, listing: string, ground: Ground): Promise<Own> {
  const answer = await fetch(listing);
  if (!answer.ok) throw new Error(`${listing}: ${answer.status}`);
  const { credit, layers } = (await answer.json()) as { credit: string; layers: Line[] };
  const [ids, failed, paints, credits]: [string[], string[], Paint[], string[]] = [[], [], [], [credit]];
  for (const [i, line] of layers.entries()) {
    try {
      const made = await (line.kind === "pmtiles" ? ofTiles(line) : Promise.resolve(ofGeoJson(line)));
      const source = `own-${i}`;
      map.addSource(source, made.source);
      for (const layer of made.parts.flatMap((part) => layersOf(source, part, made, ground, paints))) {
        map.addLayer(layer);
        ids.push(layer.id);
      }
      credits.push(made.credit);
    } catch {
      failed.push(line.name);
    }
  }
  return {
    ids, failed,
    credit: [...new Set(credits.filter(Boolean))].join(" · "),
    repaint: (next) => paints.forEach(({ layer, property, ink }) => map.setPaintProperty(layer, property as never, next[ink] as never)),
  };
}

interface Made {
  source: SourceSpecification;
  /** What colours go by: the name of the file, or the names of the layers in its tiles. */
  parts: string[];
  raster: boolean;
  tiled: boolean;
  credit: string;
}

function ofGeoJson(line: Line): Made {
  return { source: { type: "geojson", data: new URL(line.href, location.href).href }, parts: [line.name], raster: false, tiled: false, credit: "" };
}

let protocol: InstanceType<NonNullable<typeof globalThis.pmtiles>["Protocol"]> | null = null;

async function ofTiles(line: Line): Promise<Made> {
  await script("pmtiles.js");
  const library = globalThis.pmtiles;
  if (!library || !globalThis.maplibregl) throw new Error("the reader of PMTiles is not there");
  if (!protocol) {
    protocol = new library.Protocol({ metadata: true });
    globalThis.maplibregl.addProtocol("pmtiles", protocol.tile);
  }
  const address = new URL(line.href, location.href).href;
  const file = new library.PMTiles(address);
  protocol.add(file);
  const [head, facts] = await Promise.all([file.getHeader(), file.getMetadata() as Promise<{ attribution?: string; vector_layers?: Array<{ id: string }> }>]);
  const raster = head.tileType !== VECTOR;
  const parts = raster ? [line.name] : (facts.vector_layers ?? []).map(({ id }) => id);
  if (parts.length === 0) throw new Error(`${line.name}: its tiles name no layers`);
  const source: SourceSpecification = raster ? { type: "raster", url: `pmtiles://${address}`, tileSize: 256 } : { type: "vector", url: `pmtiles://${address}` };
  return { source, parts, raster, tiled: true, credit: plain(facts.attribution ?? "") };
}

/** The words of an attribution: what a file says may not become markup. */
const plain = (html: string): string => (new DOMParser().parseFromString(html, "text/html").body.textContent ?? "").trim();

function layersOf(source: string, part: string, made: Made, ground: Ground, paints: Paint[]): LayerSpecification[] {
  const id = `${source}-${part}`;
  const from = made.tiled ? { source, "source-layer": part } : { source };
  if (made.raster) return [{ id, source, type: "raster", paint: { "raster-opacity": 0.85, "raster-saturation": -0.4 } }];
  const [area, line, seen] = inks(part);
  const kind = (name: string): FilterSpecification => ["==", ["geometry-type"], name];
  paints.push({ layer: `${id}-fill`, property: "fill-color", ink: area }, { layer: `${id}-line`, property: "line-color", ink: line },
    { layer: `${id}-names`, property: "text-color", ink: "land-name" }, { layer: `${id}-names`, property: "text-halo-color", ink: "land" });
  return [
    { id: `${id}-fill`, ...from, type: "fill", filter: kind("Polygon"), paint: { "fill-color": ground[area], "fill-opacity": seen } },
    { id: `${id}-line`, ...from, type: "line", layout: { "line-join": "round" }, paint: { "line-color": ground[line], "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 10, 1.8] } },
    {
      id: `${id}-names`, ...from, type: "symbol", filter: kind("Point"),
      layout: { "text-field": ["to-string", ["coalesce", ["get", "name:en"], ["get", "name"], ["get", "NAME"], ""]], "text-font": FONT, "text-size": 10.5, "text-padding": 6 },
      paint: { "text-color": ground["land-name"], "text-halo-color": ground.land, "text-halo-width": 1 },
    },
  ];
}

/** The colours of areas and lines by what a layer is called, and how much of an area is seen. */
function inks(part: string): [keyof Ground, keyof Ground, number] {
  const name = part.toLowerCase();
  if (/water|lake|ocean|sea|river|stream/.test(name)) return ["lake", "river", 1];
  if (/earth|^land$/.test(name)) return ["land", "coast", 1];
  if (/bound|border|admin|district|province/.test(name)) return ["land", "border", 0];
  return ["coast", "coast", 0.16];
}
