// The signs and names of the live map, on a sheet of our own over the ground that the library draws: to turn to another day is to draw
// the sheet anew, which costs milliseconds where no graphics card helps, and whatever is drawn can be pointed at from that moment on.

import type { Map as LibreMap } from "maplibre-gl";
import type { Ground } from "./colours";
import type { Place, Span } from "./data";
import { make } from "./dom";
import { broken, type Name, type Spot, Taken } from "./names";
import { SIZE } from "./pictures";
import type { Country } from "./world";

const FADED = 0.45;
const TYPE = { place: "12.5px system-ui, sans-serif", land: "11px system-ui, sans-serif", spaced: "0.9px", tall: 14 };
const HALF = 2; // of the window: how far outside of it names are placed already, for when the map is moved
const AGAIN = 0.2; // steps of zoom after which names are placed anew while it goes on

interface Row {
  name: Name;
  spot: Spot | null;
}

/** What is shown of each place, by its index: the stretch of the day, and whether it is stale. */
export interface Shown {
  spans: Array<Span | null>;
  stale: boolean[];
}

export class Signs {
  private readonly pen: CanvasRenderingContext2D;
  private readonly nib: CanvasRenderingContext2D;
  private readonly canvas = make("canvas", { class: "signs", dir: "ltr", "aria-hidden": "true" });
  /** Under the signs: names change seldom, and letters with halos cost more than signs. */
  private readonly paper = make("canvas", { class: "signs", dir: "ltr", "aria-hidden": "true" });
  private readonly named: Uint8Array;
  private stale = true;
  private readonly lightFirst: Place[];
  private readonly heavyFirst: Place[];
  private readonly names: Row[];
  private readonly lands: Row[];
  private x = new Float64Array(0);
  private y = new Float64Array(0);
  private sharp = 0;
  private zoom = Number.NaN;
  private looks = new Map<string, ImageBitmap>();
  private moved = true;
  changed: ReadonlySet<number> = new Set();
  chosen: number | null = null;
  private colours: Ground;

  constructor(private readonly map: LibreMap, private readonly places: Place[], private readonly countries: Country[], ground: Ground, private readonly shown: Shown) {
    this.colours = ground;
    // Kept in memory, not on the graphics card: thousands of small pictures are copied faster there where the card is none.
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true })!;
    this.nib = this.paper.getContext("2d")!;
    this.named = new Uint8Array(places.length);
    this.heavyFirst = [...places].sort((a, b) => b.claims - a.claims || (a.name < b.name ? -1 : 1));
    this.lightFirst = [...this.heavyFirst].reverse();
    this.pen.font = TYPE.place;
    this.names = places.map(({ name }) => this.row([name], false));
    this.pen.font = TYPE.land;
    this.pen.letterSpacing = TYPE.spaced;
    this.lands = countries.map(({ name }) => this.row(broken(name.toLocaleUpperCase(), 14), true));
    this.pen.letterSpacing = "0px";
    this.x = new Float64Array(places.length);
    this.y = new Float64Array(places.length);
    map.getCanvasContainer().append(this.paper, this.canvas);
    map.on("move", () => (this.moved = true));
    map.on("moveend", () => this.afresh());
    map.on("resize", () => this.afresh());
    map.on("render", () => this.moved && this.draw());
  }

  get ground(): Ground {
    return this.colours;
  }

  /** The colours of the page, when a person turns from light to dark. */
  set ground(ground: Ground) {
    this.colours = ground;
    this.stale = true;
  }

  private row(lines: string[], middle: boolean): Row {
    const wide = Math.max(...lines.map((line) => this.pen.measureText(line).width));
    return { name: { lines, wide, tall: TYPE.tall * lines.length, x: 0, y: 0, middle }, spot: null };
  }

  /** Take the pictures of signs, drawn for a screen as sharp as this one. */
  show(looks: Map<string, ImageBitmap>): void {
    this.looks = looks;
    this.afresh();
    this.draw();
  }

  /** Where a place's sign stands, in pixels of the map. */
  at(place: Place): { x: number; y: number } {
    if (this.moved) this.lay();
    return { x: this.x[place.index]!, y: this.y[place.index]! };
  }

  /** The place with a sign on the day shown that is nearest to a point of the map, if it is within reach. */
  near(x: number, y: number, reach: number): Place | null {
    if (this.moved) this.lay();
    let [best, least]: [Place | null, number] = [null, reach];
    for (const place of this.heavyFirst) {
      const far = this.shown.spans[place.index] ? Math.hypot(this.x[place.index]! - x, this.y[place.index]! - y) : Infinity;
      if (far < least) [best, least] = [place, far];
    }
    return best;
  }

  private afresh(): void {
    this.moved = true;
    this.zoom = Number.NaN;
    this.map.triggerRepaint();
  }

  private lay(): void {
    this.moved = false;
    this.stale = true;
    this.measure();
    for (const { index, lon, lat } of this.places) {
      const { x, y } = this.map.project([lon, lat]);
      [this.x[index], this.y[index]] = [x, y];
      const { name } = this.names[index]!;
      [name.x, name.y] = [x, y];
    }
    this.countries.forEach(({ at }, i) => Object.assign(this.lands[i]!.name, this.map.project(at)));
    const zoom = this.map.getZoom();
    if (Math.abs(zoom - this.zoom) < AGAIN) return;
    this.zoom = zoom;
    this.placeNames();
  }

  /** Names keep their room on every day, so that none jumps while a person slides. */
  private placeNames(): void {
    const [wide, tall] = [this.canvas.clientWidth, this.canvas.clientHeight];
    const edge = [-wide / HALF, -tall / HALF, wide + wide / HALF, tall + tall / HALF] as const;
    const taken = new Taken([wide, tall]);
    const isNear = ({ x, y }: Name): boolean => x > edge[0] && y > edge[1] && x < edge[2] && y < edge[3];
    for (const { name } of this.names) if (isNear(name)) taken.sign(name.x, name.y);
    for (const row of [...this.heavyFirst.map(({ index }) => this.names[index]!), ...this.lands]) row.spot = isNear(row.name) ? taken.place(row.name) : null;
  }

  private measure(): void {
    const { clientWidth: wide, clientHeight: tall } = this.map.getContainer();
    const sharp = devicePixelRatio;
    if (this.canvas.width === Math.round(wide * sharp) && this.canvas.height === Math.round(tall * sharp) && sharp === this.sharp) return;
    this.sharp = sharp;
    for (const sheet of [this.paper, this.canvas]) {
      [sheet.width, sheet.height] = [Math.round(wide * sharp), Math.round(tall * sharp)];
      [sheet.style.width, sheet.style.height] = [`${wide}px`, `${tall}px`];
    }
  }

  draw(): void {
    if (this.moved) this.lay();
    const { pen, sharp } = this;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    if (this.isRenamed()) this.drawNames();
    for (const index of this.changed) this.ring(index, 10.5, this.ground.changed);
    if (this.chosen !== null) this.ring(this.chosen, 13, this.ground.chosen);
    this.drawSigns();
  }

  private drawSigns(): void {
    const { pen, sharp, shown } = this;
    const [wide, tall] = [this.canvas.width, this.canvas.height];
    pen.setTransform(1, 0, 0, 1, 0, 0); // whole pixels: a sign is copied, not drawn
    for (const { index } of this.lightFirst) {
      const span = shown.spans[index];
      const picture = span && this.looks.get(span.look);
      if (!picture) continue;
      const [x, y] = [Math.round(this.x[index]! * sharp - picture.width / 2), Math.round(this.y[index]! * sharp - picture.height / 2)];
      if (x < -picture.width || y < -picture.height || x > wide || y > tall) continue;
      pen.globalAlpha = shown.stale[index] ? FADED : 1;
      pen.drawImage(picture, x, y);
    }
    pen.globalAlpha = 1;
  }

  private ring(index: number, radius: number, colour: string): void {
    if (!this.shown.spans[index] && index !== this.chosen) return;
    this.pen.beginPath();
    this.pen.arc(this.x[index]!, this.y[index]!, radius, 0, 2 * Math.PI);
    this.pen.lineWidth = 2.5;
    this.pen.strokeStyle = colour;
    this.pen.stroke();
  }

  /** Whether other names are to be seen than those drawn. */
  private isRenamed(): boolean {
    let renamed = this.stale;
    this.names.forEach(({ spot }, i) => {
      const now = Number(spot !== null && this.shown.spans[i] != null);
      renamed ||= now !== this.named[i];
      this.named[i] = now;
    });
    return renamed;
  }

  private drawNames(): void {
    const { nib: pen, ground, sharp } = this;
    this.stale = false;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.paper.width, this.paper.height);
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.font = TYPE.land;
    pen.letterSpacing = TYPE.spaced;
    pen.globalAlpha = 0.8;
    for (const row of this.lands) this.write(row, 2, ground.land, ground["land-name"]);
    pen.globalAlpha = 1;
    pen.font = TYPE.place;
    pen.letterSpacing = "0px";
    this.names.forEach((row, index) => this.shown.spans[index] && this.write(row, 3.2, ground["map-halo"], ground["map-ink"]));
  }

  private write({ name, spot }: Row, halo: number, under: string, over: string): void {
    if (!spot) return;
    const [x, y] = [name.x + spot.dx, name.y + spot.dy];
    if (x < -name.wide || y < -name.tall || x > this.canvas.clientWidth + name.wide || y > this.canvas.clientHeight + name.tall) return;
    this.nib.lineWidth = halo;
    this.nib.strokeStyle = under;
    this.nib.fillStyle = over;
    name.lines.forEach((line, i) => {
      const down = y + (i - (name.lines.length - 1) / 2) * TYPE.tall;
      this.nib.strokeText(line, x, down);
      this.nib.fillText(line, x, down);
    });
  }
}

/** Pixels that a sign takes on this screen. */
export const pixels = (): number => Math.round(SIZE * devicePixelRatio);
