// Articles by drag and drop: a form with data-upload takes files, one request after the other, each with its progress.

import { make, named } from "./dom";

export function uploads(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-upload]")) furnish(form);
}

function furnish(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) return;
  const list = make("ul", { class: "uploads", "aria-live": "polite" });
  form.append(list);
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    void sendAll(form, input.name, [...(event.dataTransfer?.files ?? [])], list);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void sendAll(form, input.name, [...(input.files ?? [])], list).then(() => (input.value = ""));
  });
}

async function sendAll(form: HTMLFormElement, name: string, files: File[], list: HTMLElement): Promise<void> {
  for (const file of files) {
    const bar = make("progress", { max: "1", value: "0", "aria-label": `Sending ${file.name}` });
    const said = make("span", { class: "said" });
    list.append(make("li", {}, named(file.name), " ", bar, " ", said));
    const [ok, words] = await send(form, name, file, (share) => (bar.value = share));
    bar.remove();
    said.textContent = words;
    said.classList.toggle("fault", !ok);
  }
}

function send(form: HTMLFormElement, name: string, file: File, progress: (share: number) => void): Promise<[boolean, string]> {
  return new Promise((resolve) => {
    const data = new FormData();
    for (const field of form.querySelectorAll<HTMLInputElement>("input[type=hidden]")) data.append(field.name, field.value);
    data.append(name, file);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("load", () => resolve([request.status < 300, wordsOf(request)]));
    request.addEventListener("error", () => resolve([false, "the server did not answer; try again"]));
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
  });
}

function wordsOf(request: XMLHttpRequest): string {
  try {
    const found = JSON.parse(request.responseText) as { message?: string; error?: string };
    return found.message ?? found.error ?? (request.status < 300 ? "read" : `refused (${request.status})`);
  } catch {
    return request.status < 300 ? "read" : `refused (${request.status})`;
  }
}
