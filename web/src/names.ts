// Where names go on the live map: the heaviest first, beside their signs, never over a sign or over one another.

export interface Name {
  lines: string[];
  /** Width and height of the words, in pixels. */
  wide: number;
  tall: number;
  /** The point that is named, in pixels; a country's name stands on its point, a place's beside it. */
  x: number;
  y: number;
  middle: boolean;
}

/** The middle of a name's words, as far from its point. */
export interface Spot {
  dx: number;
  dy: number;
}

type Box = readonly [left: number, top: number, right: number, bottom: number];

const CELL = 64;
const SIGN = 9; // half of what a sign takes
const AIR = 2;
const AWAY = 12; // pixels between the middle of a sign and its name
const NEAR = 3; // the same sideways for a name above or below

/** Boxes that are taken, by the cells of a grid that they lie in. */
export class Taken {
  private readonly cells = new Map<number, Box[]>();

  /** Width and height of the window. */
  constructor(private readonly window: [number, number]) {}

  sign(x: number, y: number): void {
    this.add([x - SIGN, y - SIGN, x + SIGN, y + SIGN]);
  }

  /** The first spot at which the whole name has room and lies within the edge; it is taken then. */
  place(name: Name): Spot | null {
    const { wide, tall } = name;
    const [side, above, near] = [AWAY + wide / 2, AWAY + tall / 2, NEAR + wide / 2];
    const beside = [[side, 0], [-side, 0], [0, -above], [0, above], [near, -above], [near, above], [-near, -above], [-near, above]];
    for (const [dx, dy] of (name.middle ? [[0, 0]] : beside) as Array<[number, number]>) {
      const [x, y] = [name.x + dx, name.y + dy];
      const box: Box = [x - wide / 2 - AIR, y - tall / 2 - AIR, x + wide / 2 + AIR, y + tall / 2 + AIR];
      if (!this.isWhole(box) || !this.isFree(box)) continue;
      this.add(box);
      return { dx, dy };
    }
    return null;
  }

  /** No name is cut by the edge of the window: it lies wholly inside, or outside for now. */
  private isWhole([left, top, right, bottom]: Box): boolean {
    const [wide, tall] = this.window;
    return (left >= 0 && top >= 0 && right <= wide && bottom <= tall) || right < 0 || bottom < 0 || left > wide || top > tall;
  }

  private isFree(box: Box): boolean {
    const [left, top, right, bottom] = box;
    for (const cell of cellsOf(box)) for (const [l, t, r, b] of this.cells.get(cell) ?? []) if (l < right && r > left && t < bottom && b > top) return false;
    return true;
  }

  private add(box: Box): void {
    for (const cell of cellsOf(box)) {
      const there = this.cells.get(cell);
      if (there) there.push(box);
      else this.cells.set(cell, [box]);
    }
  }
}

function cellsOf([left, top, right, bottom]: Box): number[] {
  const found: number[] = [];
  for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column += 1)
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row += 1) found.push(column * 65_536 + row);
  return found;
}

/** Words in lines of about so many letters, as the names of countries are set. */
export function broken(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const one of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + one.length < most) lines[lines.length - 1] = `${last} ${one}`;
    else lines.push(one);
  }
  return lines;
}
