// The style of the live map: the same ground and signs as the drawn one, and no tiles, glyphs or sprites from anywhere.

import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Ground } from "./colours";

export const FONT = ["system-ui, sans-serif"];
const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const is = (state: string): ["boolean", ["feature-state", string], false] => ["boolean", ["feature-state", state], false];

export function styleOf(ground: Ground): StyleSpecification {
  const sources = Object.fromEntries(["land", "lakes", "rivers", "borders", "coasts", "names", "areas", "places", "spans"].map((id) => [id, { type: "geojson" as const, data: empty, buffer: 16, tolerance: 0.2 }]));
  return { version: 8, sources, layers: layersOf(ground) };
}

export function layersOf(ground: Ground): LayerSpecification[] {
  const line = (id: string, source: string, color: string, width: number, dash?: number[]): LayerSpecification => ({
    id, source, type: "line",
    layout: { "line-join": "round" },
    paint: { "line-color": color, "line-width": ["interpolate", ["linear"], ["zoom"], 2, width * 0.6, 8, width * 1.6], ...(dash ? { "line-dasharray": dash } : {}) },
  });
  const halo = (id: string, color: string, radius: number): LayerSpecification => ({
    id, source: "places", type: "circle",
    paint: { "circle-radius": radius, "circle-opacity": 0, "circle-stroke-color": color, "circle-stroke-width": 2.5, "circle-stroke-opacity": ["case", is(id), 1, 0] },
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
    {
      id: "lands", source: "names", type: "symbol",
      layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11, "text-transform": "uppercase", "text-letter-spacing": 0.08, "text-max-width": 7, "symbol-sort-key": ["-", 0, ["get", "size"]], "text-padding": 8 },
      paint: { "text-color": ground["land-name"], "text-halo-color": ground.land, "text-halo-width": 1, "text-opacity": 0.8 },
    },
    halo("changed", ground.changed, 12),
    halo("chosen", ground.chosen, 15),
    {
      id: "names", source: "places", type: "symbol",
      layout: {
        "text-field": ["get", "name"], "text-font": FONT, "text-size": 12.5, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.85, "text-justify": "auto",
        "text-max-width": 12, "symbol-sort-key": ["-", 0, ["get", "claims"]], "text-padding": 3,
      },
      paint: { "text-color": ground["map-ink"], "text-halo-color": ground["map-halo"], "text-halo-width": 1.6, "text-opacity": ["case", is("known"), 1, 0] },
    },
    {
      id: "signs", source: "spans", type: "symbol",
      layout: { "icon-image": ["get", "look"], "icon-allow-overlap": true, "icon-ignore-placement": false, "icon-padding": 0, "symbol-sort-key": ["get", "claims"] },
      paint: { "icon-opacity": ["case", is("on"), ["case", is("stale"), 0.45, 1], 0] },
    },
  ];
}

/** Paint properties that follow the colours of the page, for when a person turns from light to dark. */
export function repaint(ground: Ground, paint: (layer: string, property: string, value: unknown) => void): void {
  for (const layer of layersOf(ground)) for (const [property, value] of Object.entries(layer.paint ?? {})) if (property.endsWith("color") && layer.id !== "areas") paint(layer.id, property, value);
}
