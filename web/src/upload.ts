// Articles by drag and drop: files let fall on a form of uploads are those of its file field, and are sent.

export function uploads(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form.upload")) furnish(form);
}

function furnish(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) return;
  const told = form.querySelector<HTMLElement>(".chosen-files");
  input.addEventListener("change", () => told && (told.textContent = [...(input.files ?? [])].map((file) => file.name).join(", ")));
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
