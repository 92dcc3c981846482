/** A file may be dropped anywhere on the zone around its field. Without script the field itself takes it. */
const FOLDER = "A folder can't be dropped: open it and drop the files in it.";

export function bindDropzones(page: Document): void {
	const zones = page.querySelectorAll<HTMLElement>("[data-dropzone]");
	for (const zone of zones) bindZone(zone);
	if (zones.length) refuseElsewhere(page);
}

function bindZone(zone: HTMLElement): void {
	const field = zone.querySelector<HTMLInputElement>("input[type=file]");
	if (!field) return;
	const mark = (over: boolean) => zone.classList.toggle("is-over", over);
	const show = offerName(zone, field.multiple ? "Or drop files here." : "Or drop a file here.");
	zone.addEventListener("dragover", (event) => {
		if (!carriesFiles(event)) return;
		event.preventDefault();
		mark(true);
	});
	zone.addEventListener("dragleave", (event) => {
		if (!zone.contains(event.relatedTarget as Node | null)) mark(false);
	});
	zone.addEventListener("drop", (event) => {
		mark(false);
		const dropped = event.dataTransfer?.files.length ?? 0;
		if (!event.dataTransfer || !dropped) return;
		event.preventDefault();
		const files = listFiles(event.dataTransfer);
		if (files.length) fill(field, field.multiple ? files : files.slice(0, 1));
		if (files.length < dropped) show(nameFiles(field), FOLDER);
	});
	field.addEventListener("change", () => show(nameFiles(field)));
	show(nameFiles(field)); // browsers keep the choice when one comes back to the page
}

/** Without folders, which stand among the files but can't be read as such. */
function listFiles(transfer: DataTransfer): File[] {
	const files = [...transfer.items].filter(({ kind }) => kind === "file");
	return files.flatMap((item) => (item.webkitGetAsEntry()?.isDirectory ? [] : (item.getAsFile() ?? [])));
}

/** A field that takes one file gets the first of several that were dropped at once. */
function fill(field: HTMLInputElement, files: File[]): void {
	const transfer = new DataTransfer();
	for (const file of files) transfer.items.add(file);
	field.files = transfer.files;
	field.dispatchEvent(new Event("change", { bubbles: true }));
}

function nameFiles(field: HTMLInputElement): string {
	const count = field.files?.length ?? 0;
	return count > 1 ? `${count} files` : (field.files?.[0]?.name ?? "");
}

/** A line that says which file was chosen, or what could not be, read out when it changes; until then what the zone is
 * for. */
function offerName(zone: HTMLElement, invitation: string): (name: string, refusal?: string) => void {
	const line = zone.ownerDocument.createElement("p");
	line.className = "dropzone-name";
	line.setAttribute("role", "status");
	zone.append(line);
	return (name, refusal = "") => {
		zone.classList.toggle("is-filled", Boolean(name));
		line.textContent = `${refusal} ${name ? `Chosen: ${name}` : refusal ? "" : invitation}`.trim();
	};
}

/** A file that misses the zone would otherwise be opened in place of the page, and the form be lost. */
function refuseElsewhere(page: Document): void {
	page.addEventListener("dragover", (event) => {
		if (event.defaultPrevented || !carriesFiles(event)) return;
		event.preventDefault();
		if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
	});
	page.addEventListener("drop", (event) => {
		if (carriesFiles(event)) event.preventDefault();
	});
}

function carriesFiles(event: DragEvent): boolean {
	return event.dataTransfer?.types.includes("Files") ?? false;
}
