/** A file may be dropped anywhere on the zone around its field. Without script the field itself takes it. */
export function bindDropzones(page: Document): void {
	const zones = page.querySelectorAll<HTMLElement>("[data-dropzone]");
	for (const zone of zones) bindZone(zone);
	if (zones.length) refuseElsewhere(page);
}

function bindZone(zone: HTMLElement): void {
	const field = zone.querySelector<HTMLInputElement>("input[type=file]");
	if (!field) return;
	const mark = (over: boolean) => zone.classList.toggle("is-over", over);
	const show = offerName(zone);
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
		const file = event.dataTransfer?.files[0];
		if (!file) return;
		event.preventDefault();
		fill(field, file);
	});
	field.addEventListener("change", () => show(field.files?.[0]?.name));
	show(field.files?.[0]?.name); // browsers keep the choice when one comes back to the page
}

/** The field takes one file, so of several dropped at once the first counts. */
function fill(field: HTMLInputElement, file: File): void {
	const transfer = new DataTransfer();
	transfer.items.add(file);
	field.files = transfer.files;
	field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A line that says which file was chosen, read out when it changes, and what the zone is for until then. */
function offerName(zone: HTMLElement): (name?: string) => void {
	const line = zone.ownerDocument.createElement("p");
	line.className = "dropzone-name";
	line.setAttribute("role", "status");
	zone.append(line);
	return (name) => {
		zone.classList.toggle("is-filled", Boolean(name));
		line.textContent = name ? `Chosen: ${name}` : "Or drop a file here.";
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
