// Elements made without HTML text: nothing that an article says can become markup.

type Child = Node | string | null;

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function draw(tag: string, attributes: Record<string, string | number> = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A name in a script of its own direction, which does not turn the words around it. */
export const named = (text: string): HTMLElement => make("bdi", {}, text);

/** A sign of the map, as the page's own SVG defines it. */
export function sign(look: string): SVGElement {
  return draw("svg", { class: "sign", viewBox: "-10 -10 20 20", width: 18, height: 18, "aria-hidden": "true" }, draw("use", { href: `#${look}` }));
}

export const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Run at most once a frame, with the last arguments given. */
export function eachFrame<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void {
  let waiting: A | null = null;
  return (...args: A): void => {
    const first = waiting === null;
    waiting = args;
    if (first) requestAnimationFrame(() => {
      const last = waiting;
      waiting = null;
      if (last) run(...last);
    });
  };
}

export function later<A extends unknown[]>(ms: number, run: (...args: A) => void): (...args: A) => void {
  let timer = 0;
  return (...args: A): void => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), ms);
  };
}
