/** A file may be dropped anywhere on the zone around its field. Without script the field itself takes it. */
export function bindDropzones(root: ParentNode): void {
	for (const zone of root.querySelectorAll<HTMLElement>("[data-dropzone]")) bindZone(zone);
}

function bindZone(zone: HTMLElement): void {
	const field = zone.querySelector<HTMLInputElement>("input[type=file]");
	if (!field) return;
	const mark = (over: boolean) => zone.classList.toggle("is-over", over);
	zone.addEventListener("dragover", (event) => {
		event.preventDefault();
		mark(true);
	});
	zone.addEventListener("dragleave", (event) => {
		if (!zone.contains(event.relatedTarget as Node | null)) mark(false);
	});
	zone.addEventListener("drop", (event) => {
		mark(false);
		const files = event.dataTransfer?.files;
		if (!files?.length) return;
		event.preventDefault();
		field.files = files;
		field.dispatchEvent(new Event("change", { bubbles: true }));
	});
}
