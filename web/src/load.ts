// Further files of the program, beside this one, whether it was opened over HTTP or from a folder.

const here = (document.currentScript as HTMLScriptElement | null)?.src ?? new URL("/static/app.js", location.href).href;

export const address = (file: string): string => new URL(file, here).href;

const loading = new Map<string, Promise<void>>();

export function script(file: string, base = here): Promise<void> {
  return once(file, () => {
    const element = document.createElement("script");
    element.src = new URL(file, base).href;
    return element;
  });
}

export function css(file: string): Promise<void> {
  if (document.querySelector(`link[rel=stylesheet][href*="${file}"]`)) return Promise.resolve();
  return once(file, () => {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = address(file);
    return element;
  });
}

function once(file: string, make: () => HTMLElement): Promise<void> {
  const known = loading.get(file);
  if (known) return known;
  const promise = new Promise<void>((resolve, reject) => {
    const element = make();
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => reject(new Error(`${file} cannot be loaded`)));
    document.head.append(element);
  });
  loading.set(file, promise);
  return promise;
}
