// The page's own SVG turned to another day: signs are swapped, nothing is drawn anew. Works without WebGL and from a folder.

import { isStale, saidOf, type Span, spanOn } from "./data";
import type { Day } from "./days";
import { draw, eachFrame } from "./dom";
import { fitter } from "./narrow";
import type { Scene, Stage } from "./stage";

const FADED = "0.45";
const MOST_ZOOM = 40;
const WHEEL = 0.0016;
const STILL = 4; // pixels that a finger may move and still mean a click

interface Sign {
  group: Element;
  use: Element;
  title: Element | null;
  name: Element | null;
}

/** Return what turns the page's SVG to a day, at once; also used for paper, which shows the drawn map whatever the screen does. */
export function painter(svg: SVGSVGElement, scene: Scene): (day: Day) => void {
  const signs = signsOf(svg);
  const drawn = new Map<string, Span | null | undefined>();
  const faded = new Map<string, boolean>();
  let edition = scene.history.edition;
  return (day) => {
    if (edition !== scene.history.edition) drawn.clear(); // what is said of each place changed
    edition = scene.history.edition;
    for (const place of scene.history.places) {
      const sign = signs.get(place.id);
      const span = spanOn(place, day);
      const stale = span !== null && isStale(span, day, scene.rules);
      if (!sign || (drawn.get(place.id) === span && faded.get(place.id) === stale)) continue;
      drawn.set(place.id, span);
      faded.set(place.id, stale);
      for (const element of [sign.group, sign.name]) {
        if (span) element?.removeAttribute("display");
        else element?.setAttribute("display", "none");
      }
      if (span) sign.use.setAttribute("href", `#${span.look}`);
      if (stale) sign.group.setAttribute("opacity", FADED);
      else sign.group.removeAttribute("opacity");
      if (sign.title && edition > 0) sign.title.textContent = saidOf(place, span, day, scene.rules);
    }
  };
}

export function simpleMap(svg: SVGSVGElement, scene: Scene): Stage {
  const signs = signsOf(svg);
  const sheet = svg.querySelector<SVGSVGElement>(".sheet") ?? svg;
  for (const link of svg.querySelectorAll(".mark a")) link.setAttribute("tabindex", "-1");
  const view = new Window(sheet, fitter(svg, sheet, scene));
  const watch = new ResizeObserver(() => view.fit());
  watch.observe(svg);
  const stop = listen(svg, sheet, view, (id) => {
    const place = scene.history.byId.get(id);
    if (place) scene.choose(place);
  });

  return {
    show: eachFrame(painter(svg, scene)),
    mark(changed) {
      for (const halo of svg.querySelectorAll(".halo")) halo.remove();
      for (const id of changed) signs.get(id)?.group.prepend(draw("circle", { class: "halo", r: 10.5 }));
    },
    select(place) {
      for (const one of svg.querySelectorAll(".chosen")) one.remove();
      if (place) signs.get(place.id)?.group.prepend(draw("circle", { class: "chosen", r: 13 }));
    },
    zoom: (by) => view.scale(by),
    reset: () => view.reset(),
    areas: () => undefined,
    spot(place) {
      const box = signs.get(place.id)?.use.getBoundingClientRect();
      return box && box.width > 0 ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
    },
    remove() {
      watch.disconnect();
      stop();
    },
  };
}

function signsOf(svg: SVGSVGElement): Map<string, Sign> {
  const names = new Map<string, Element>();
  for (const name of svg.querySelectorAll(".names [data-p]")) names.set(name.getAttribute("data-p") ?? "", name);
  const found = new Map<string, Sign>();
  for (const group of svg.querySelectorAll(".mark")) {
    const id = group.getAttribute("data-p") ?? "";
    const use = group.querySelector("use");
    if (use) found.set(id, { group, use, title: group.querySelector("title"), name: names.get(id) ?? null });
  }
  return found;
}

/** The part of the sheet that is seen. */
class Window {
  private readonly whole: DOMRect;
  private x: number;
  private y: number;
  private k = 1;

  /** `fitted` is told how many times the whole is shown, whenever that or the size of the map changes. */
  constructor(private readonly sheet: SVGSVGElement, private readonly fitted: (zoom: number) => void) {
    const box = sheet.viewBox.baseVal;
    this.whole = new DOMRect(box.x, box.y, box.width, box.height);
    this.x = box.x;
    this.y = box.y;
  }

  scale(by: number, cx = 0.5, cy = 0.5): void {
    const k = Math.min(Math.max(this.k * by, 1), MOST_ZOOM);
    this.x += (this.whole.width / this.k - this.whole.width / k) * cx;
    this.y += (this.whole.height / this.k - this.whole.height / k) * cy;
    this.k = k;
    this.apply();
  }

  /** Move by shares of what is seen. */
  move(dx: number, dy: number): void {
    this.x -= (dx * this.whole.width) / this.k;
    this.y -= (dy * this.whole.height) / this.k;
    this.apply();
  }

  reset(): void {
    [this.x, this.y, this.k] = [this.whole.x, this.whole.y, 1];
    this.apply();
  }

  fit(): void {
    this.fitted(this.k);
  }

  get zoomed(): boolean {
    return this.k > 1.01;
  }

  private readonly apply = eachFrame(() => {
    const [width, height] = [this.whole.width / this.k, this.whole.height / this.k];
    this.x = Math.min(Math.max(this.x, this.whole.x), this.whole.right - width);
    this.y = Math.min(Math.max(this.y, this.whole.y), this.whole.bottom - height);
    this.sheet.setAttribute("viewBox", `${this.x.toFixed(2)} ${this.y.toFixed(2)} ${width.toFixed(2)} ${height.toFixed(2)}`);
    this.sheet.style.setProperty("--small", String(1 / this.k));
    this.sheet.classList.toggle("zoomed", this.zoomed);
    this.fit();
  });
}

function listen(svg: SVGSVGElement, sheet: SVGSVGElement, view: Window, choose: (id: string) => void): () => void {
  const done = new AbortController();
  const { signal } = done;
  const fingers = new Map<number, PointerEvent>();
  let moved = 0;
  const share = (x: number, y: number): [number, number] => {
    const box = sheet.getBoundingClientRect();
    return [x / box.width, y / box.height];
  };
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !view.zoomed) return; // the page scrolls until a person zooms on purpose
    event.preventDefault();
    const box = sheet.getBoundingClientRect();
    view.scale(Math.exp(-event.deltaY * WHEEL * (event.ctrlKey ? 4 : 1)), ...share(event.clientX - box.left, event.clientY - box.top));
  }, { signal, passive: false });
  svg.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    moved = 0;
  }, { signal });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    moved += Math.abs(dx) + Math.abs(dy);
    if (fingers.size === 1 && view.zoomed) view.move(...share(dx, dy));
    const other = [...fingers.values()].find((one) => one.pointerId !== event.pointerId);
    if (other) view.scale(apart(event, other) / Math.max(1, apart(before, other)));
    fingers.set(event.pointerId, event);
  }, { signal });
  for (const end of ["pointerup", "pointercancel", "pointerleave"] as const) svg.addEventListener(end, (event) => fingers.delete(event.pointerId), { signal });
  svg.addEventListener("click", (event) => {
    const mark = (event.target as Element).closest("[data-p]");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (moved <= STILL) choose(mark.getAttribute("data-p") ?? "");
  }, { signal });
  svg.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
  return () => done.abort();
}

const apart = (a: PointerEvent, b: PointerEvent): number => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
