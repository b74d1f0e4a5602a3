// The style of the live map's ground: as that of the drawn one, and no tiles, glyphs or sprites from anywhere. Signs and names are in signs.ts.

import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Ground } from "./colours";

export const FONT = ["system-ui, sans-serif"];
const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const is = (state: string): ["boolean", ["feature-state", string], false] => ["boolean", ["feature-state", state], false];

export function styleOf(ground: Ground): StyleSpecification {
  const sources = Object.fromEntries(["land", "lakes", "rivers", "borders", "coasts", "areas"].map((id) => [id, { type: "geojson" as const, data: empty, buffer: 16, tolerance: 0.2 }]));
  return { version: 8, sources, layers: layersOf(ground) };
}

export function layersOf(ground: Ground): LayerSpecification[] {
  const line = (id: string, source: string, color: string, width: number, dash?: number[]): LayerSpecification => ({
    id, source, type: "line",
    layout: { "line-join": "round" },
    paint: { "line-color": color, "line-width": ["interpolate", ["linear"], ["zoom"], 2, width * 0.6, 8, width * 1.6], ...(dash ? { "line-dasharray": dash } : {}) },
  });
  return [
    { id: "sea", type: "background", paint: { "background-color": ground.sea } },
    { id: "land", source: "land", type: "fill", paint: { "fill-color": ground.land, "fill-outline-color": ground.land } },
    { id: "areas", source: "areas", type: "fill", layout: { visibility: "none" }, paint: { "fill-color": ["to-color", ["feature-state", "colour"], "rgba(0,0,0,0)"], "fill-opacity": ["case", is("on"), 0.55, 0] } },
    { id: "areas-hatch", source: "areas", type: "fill", layout: { visibility: "none" }, paint: { "fill-pattern": "hatch", "fill-opacity": ["case", is("on"), 1, 0] } },
    { id: "lakes", source: "lakes", type: "fill", paint: { "fill-color": ground.lake } },
    line("rivers", "rivers", ground.river, 1.1),
    line("coasts", "coasts", ground.coast, 0.8),
    line("borders", "borders", ground.border, 0.9, [4, 3]),
  ];
}

/** Paint properties that follow the colours of the page, for when a person turns from light to dark. */
export function repaint(ground: Ground, paint: (layer: string, property: string, value: unknown) => void): void {
  for (const layer of layersOf(ground)) for (const [property, value] of Object.entries(layer.paint ?? {})) if (property.endsWith("color") && layer.id !== "areas") paint(layer.id, property, value);
}
