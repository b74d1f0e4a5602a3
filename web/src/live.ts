// The live map: MapLibre GL draws the ground that ships with the program, our own sheet above it (signs.ts) the signs and names.

import type { GeoJSONSource, Map as LibreMap, MapMouseEvent } from "maplibre-gl";
import { type Ground, groundOf } from "./colours";
import { fromFile, isStale, type Place, readAreas, saidOf, type Span, spanOn } from "./data";
import type { Day } from "./days";
import { calm, eachFrame, make } from "./dom";
import { address, css, script } from "./load";
import { addOwn, type Own } from "./own";
import { pictures } from "./pictures";
import type { Scene, Stage } from "./stage";
import { repaint, styleOf } from "./style";
import { pixels, type Shown, Signs } from "./signs";
import { type Country, countriesOf, worldOf } from "./world";
import { word } from "./words";

declare global {
  // eslint-disable-next-line no-var
  var maplibregl: typeof import("maplibre-gl") | undefined;
}

const REACH = { mouse: 14, finger: 24 }; // pixels from the middle of a sign
const MOST_ZOOM = 12;
const NARROW = 600; // pixels: on a phone names beside the outermost signs need room

export function hasWebgl(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

/** Make the live map beside the page's SVG; resolves when it has drawn everything, rejects where it cannot. */
export async function liveMap(box: HTMLElement, svg: SVGSVGElement | null, scene: Scene, day: Day): Promise<Stage> {
  const [worker] = await Promise.all([workerUrl(), script("maplibre.js"), script("world.js"), css("maplibre.css")]);
  const library = globalThis.maplibregl;
  const packed = globalThis.WHOHOLDS_WORLD;
  if (!library || !packed) throw new Error("the map's scripts are not there");
  library.setWorkerUrl(worker);
  const canvas = make("div", { class: "live" }, make("p", { class: "credit" }, word("credit")));
  const home = boundsOf(svg, scene);
  box.append(canvas);
  const map = new library.Map({
    container: canvas, style: styleOf(groundOf(box)), attributionControl: false, renderWorldCopies: false, maxZoom: MOST_ZOOM, minZoom: 0.5,
    dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: calm() ? 0 : 100, cooperativeGestures: true, bounds: home,
  });
  map.addControl(new library.ScaleControl({ maxWidth: 110 }), "bottom-right");
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  try {
    await ready(map);
    for (const [id, data] of Object.entries(worldOf(packed))) map.getSource<GeoJSONSource>(id)?.setData(data);
    map.addImage("hatch", hatch(groundOf(box)));
    const stage = new Live(map, box, canvas, svg, countriesOf(packed), { ...scene, home });
    await Promise.all([stage.fill(day), map.once("idle")]);
    return stage;
  } catch (fault) {
    map.remove();
    canvas.remove();
    throw fault;
  }
}

function ready(map: LibreMap): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the live map did not start")), 20_000);
    map.once("load", () => {
      clearTimeout(timer);
      resolve();
    });
    map.once("error", ({ error }) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

/** From a folder no worker may be loaded: there the worker's file hands over its text, and the worker is made of that. */
async function workerUrl(): Promise<string> {
  if (!fromFile()) return address("maplibre-worker.js");
  await script("maplibre-worker.js");
  const words = (globalThis as { WHOHOLDS_WORKER?: string }).WHOHOLDS_WORKER ?? "";
  // Named .cjs, the library starts it as a plain worker, as it is; one that is a module no browser starts for a page from files.
  return `${URL.createObjectURL(new Blob([words], { type: "text/javascript" }))}#worker.cjs`;
}

type Box = [number, number, number, number];

function boundsOf(svg: SVGSVGElement | null, scene: Scene): Box {
  const told = svg?.getAttribute("data-bounds")?.split(",").map(Number) ?? [];
  if (told.length === 4 && told.every(Number.isFinite)) return told as Box;
  const { places } = scene.history;
  const side = (values: number[], low: boolean): number => values.reduce((a, b) => (low ? Math.min(a, b) : Math.max(a, b)), low ? 180 : -180);
  const [lons, lats] = [places.map((place) => place.lon), places.map((place) => place.lat)];
  return places.length ? [side(lons, true) - 0.5, side(lats, true) - 0.5, side(lons, false) + 0.5, side(lats, false) + 0.5] : [-170, -55, 170, 75];
}

function hatch(ground: Ground): ImageData {
  const canvas = make("canvas", { width: "8", height: "8" });
  const pen = canvas.getContext("2d")!;
  pen.strokeStyle = ground.land;
  pen.lineWidth = 3.4;
  pen.beginPath();
  for (const at of [-8, 0, 8]) {
    pen.moveTo(at - 2, 10);
    pen.lineTo(at + 10, -2);
  }
  pen.stroke();
  return pen.getImageData(0, 0, 8, 8);
}

class Live implements Stage {
  private readonly shown: Shown;
  private readonly signs: Signs;
  private day: Day = 0;
  private areaIds: Map<string, number> | null = null;
  private layers: Own | null = null;
  private wanted = false;
  private size = 0;
  private asked = false;
  private readonly tip = make("div", { class: "tip", role: "presentation" });
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");

  constructor(private readonly map: LibreMap, private readonly box: HTMLElement, private readonly canvas: HTMLElement, private readonly svg: SVGSVGElement | null, countries: Country[], private readonly scene: Scene & { home: Box }) {
    const { places } = scene.history;
    this.shown = { spans: places.map(() => null), stale: places.map(() => false) };
    this.signs = new Signs(map, places, countries, groundOf(box), this.shown);
    this.canvas.append(this.tip);
    this.tip.hidden = true;
    map.getCanvas().setAttribute("aria-label", word("canvas"));
    map.on("click", (event) => {
      const place = this.placeAt(event);
      if (place) scene.choose(place);
    });
    map.on("mousemove", eachFrame((event: MapMouseEvent) => this.hover(event)));
    map.on("mouseout", () => (this.tip.hidden = true));
    map.on("movestart", () => (this.tip.hidden = true));
    map.on("resize", () => void this.sharpen());
    this.dark.addEventListener("change", this.recolour);
  }

  async fill(day: Day): Promise<void> {
    this.day = day;
    await this.sharpen();
    this.paint();
  }

  /** Draw the pictures of signs for this screen; anew when the window goes to another, or the page is enlarged. */
  private async sharpen(): Promise<void> {
    const size = pixels();
    if (size === this.size) return;
    this.size = size;
    const { spans, sides } = this.scene.history;
    this.signs.show(await pictures(new Set(spans.map(({ span }) => span.look)), this.svg, sides, size));
  }

  show(day: Day): void {
    this.day = day;
    this.repaint();
  }

  private readonly repaint = eachFrame(() => this.paint());

  private paint(): void {
    const { history, rules } = this.scene;
    const { spans, stale } = this.shown;
    for (const place of history.places) {
      const i = place.index;
      const span = spanOn(place, this.day);
      stale[i] = span !== null && isStale(span, this.day, rules);
      if (spans[i] === span) continue;
      spans[i] = span;
      this.paintArea(place, span);
    }
    this.signs.draw();
  }

  mark(changed: ReadonlySet<string>): void {
    this.signs.changed = new Set([...changed].flatMap((id) => this.scene.history.byId.get(id)?.index ?? []));
    this.repaint();
  }

  select(place: Place | null): void {
    this.signs.chosen = place?.index ?? null;
    this.repaint();
    if (place && !this.map.getBounds().contains([place.lon, place.lat])) this.map.easeTo({ center: [place.lon, place.lat], animate: !calm() });
  }

  zoom(by: number): void {
    this.map.zoomTo(this.map.getZoom() + Math.log2(by), { animate: !calm() });
  }

  reset(still = false): void {
    if (still) this.map.resize();
    this.map.fitBounds(this.scene.home, { animate: !still && !calm(), padding: this.box.clientWidth < NARROW ? { top: 10, bottom: 40, left: 24, right: 64 } : 0 });
  }

  areas(shown: boolean): void {
    if (shown && !this.areaIds) void this.fillAreas();
    for (const layer of ["areas", "areas-hatch"]) this.map.setLayoutProperty(layer, "visibility", shown ? "visible" : "none");
  }

  own(shown: boolean): void {
    const listing = this.box.dataset["base"];
    this.wanted = shown;
    if (shown && listing && !this.asked) void this.fillOwn(listing);
    for (const id of this.layers?.ids ?? []) this.map.setLayoutProperty(id, "visibility", shown ? "visible" : "none");
  }

  private async fillOwn(listing: string): Promise<void> {
    this.asked = true;
    try {
      this.layers = await addOwn(this.map, listing, groundOf(this.box));
      if (this.layers.credit) this.canvas.querySelector(".credit")?.append(` ${this.layers.credit}`);
      this.box.dataset["own"] = String(this.layers.ids.length);
      if (this.layers.failed.length) this.box.dataset["fault"] = `cannot be shown: ${this.layers.failed.join(", ")}`;
      this.own(this.wanted);
    } catch (fault) {
      this.box.dataset["fault"] = String(fault); // the map does without
    }
  }

  private async fillAreas(): Promise<void> {
    this.areaIds = new Map();
    const source = this.box.dataset["areas"];
    if (!source) return;
    const file = await readAreas(source);
    const features = file.features.map((feature, id) => ({ ...feature, id }));
    this.areaIds = new Map(features.map((feature) => [String(feature.properties?.["id"]), feature.id]));
    this.map.getSource<GeoJSONSource>("areas")?.setData({ type: "FeatureCollection", features });
    for (const place of this.scene.history.places) this.paintArea(place, this.shown.spans[place.index] ?? null);
  }

  private paintArea(place: Place, span: Span | null): void {
    const id = this.areaIds?.get(place.id);
    if (id === undefined) return;
    const side = span?.status === "held" ? this.scene.history.sides.find((one) => one.id === span.sides[0]) : undefined;
    this.map.setFeatureState({ source: "areas", id }, side ? { on: true, colour: side.colour } : { on: false });
  }

  spot(place: Place): { x: number; y: number } | null {
    if (!this.shown.spans[place.index]) return null;
    const box = this.canvas.getBoundingClientRect();
    const { x, y } = this.signs.at(place);
    return { x: box.x + x, y: box.y + y };
  }

  remove(): void {
    this.dark.removeEventListener("change", this.recolour);
    this.map.remove();
    this.canvas.remove();
  }

  private readonly recolour = (): void => {
    const ground = groundOf(this.box);
    repaint(ground, (layer, property, value) => this.map.setPaintProperty(layer, property as never, value as never));
    this.layers?.repaint(ground);
    this.map.updateImage("hatch", hatch(ground));
    this.signs.ground = ground;
    this.signs.draw();
  };

  private placeAt({ point, originalEvent: from }: MapMouseEvent): Place | null {
    const finger = from instanceof PointerEvent && from.pointerType !== "mouse";
    return this.signs.near(point.x, point.y, finger ? REACH.finger : REACH.mouse);
  }

  private hover(event: MapMouseEvent): void {
    const place = this.placeAt(event);
    this.map.getCanvas().style.cursor = place ? "pointer" : "";
    this.tip.hidden = !place;
    if (!place) return;
    const span = this.shown.spans[place.index] ?? null;
    const claims = span ? ` · ${word("claims", { n: span.claims })}` : "";
    this.tip.textContent = saidOf(place, span, this.day, this.scene.rules) + claims;
    const left = event.point.x > this.box.clientWidth / 2;
    this.tip.style.translate = `${event.point.x + (left ? -14 : 14)}px ${event.point.y + 12}px`;
    this.tip.classList.toggle("left", left);
  }
}
