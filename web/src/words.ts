// The fixed words of the browser's side. They stand in the catalogue of messages, of which the page carries this part as data.

type Value = string | number;

let table: Record<string, string> | null = null;

function words(): Record<string, string> {
  if (!table) table = JSON.parse(document.getElementById("words")?.textContent || "{}") as Record<string, string>;
  return table;
}

/** The words of a key, {names} filled in; with n = 1, those of KEY.one where there are any. */
export const word = (key: string, values: Record<string, Value> = {}): string => filled(words(), key, values);

/** The same of another table. */
export function filled(all: Record<string, string>, key: string, values: Record<string, Value> = {}): string {
  const text = (values["n"] === 1 ? all[`${key}.one`] : undefined) ?? all[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
