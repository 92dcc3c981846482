/** Opens what edits something in a dialog over the page. Without scripts, or with a modifier key, it is a page. */
import htmx from "htmx.org";
import { isComposed } from "./typing";

const LOSE = "Close this, and lose what was written in it?";

export function bindEditDialog(): void {
	document.addEventListener("click", (event) => {
		const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-desk]") : null;
		if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		const address = new URL(link.href);
		address.searchParams.set("next", hereAndNow());
		openEditDialog(address.href, link);
	});
}

export function openEditDialog(address: string, origin: HTMLElement | null): void {
	const dialog = document.createElement("dialog");
	dialog.className = "edit-dialog";
	dialog.setAttribute("aria-label", "Edit");
	dialog.innerHTML =
		'<button class="text-button" type="button" data-close>Close</button><div data-edit-body><p class="quiet" data-loading>Loading …</p></div>';
	document.body.append(dialog);
	guardWords(dialog);
	dialog.addEventListener("click", (event) => {
		const target = event.target as Element;
		if (target.closest("[data-close]")) dialog.close();
		const leave = target.closest("[data-close-edit]");
		if (leave) {
			event.preventDefault();
			dialog.close();
		}
	});
	dialog.addEventListener("close", () => {
		dialog.remove();
		origin?.focus();
	});
	dialog.showModal();
	const body = dialog.querySelector<HTMLElement>("[data-edit-body]");
	body?.addEventListener("htmx:afterSettle", () => leadToContent(body));
	if (!body) return;
	const asked = htmx.ajax("get", address, { target: body, swap: "innerHTML" });
	void asked.catch(() => {}).finally(() => body.querySelector("[data-loading]")?.remove());
}

/** A click on what lies behind closes it, unless something was written: that is not lost by a slip of the hand, and not
 * unasked by Escape or a device's own way back. */
function guardWords(dialog: HTMLDialogElement): void {
	let changed = false;
	let pressed = false;
	dialog.addEventListener("input", () => {
		changed = true;
	});
	// a selection that is drawn out of the dialog ends in a click on it, but did not begin there
	dialog.addEventListener("pointerdown", (event) => {
		pressed = isBeside(dialog, event);
	});
	dialog.addEventListener("click", (event) => {
		// the second click of two that were to open it opens nothing, and closes nothing
		if (pressed && !changed && event.detail < 2 && isBeside(dialog, event)) dialog.close();
	});
	const leave = (event: Event): void => {
		if (!changed) return;
		event.preventDefault();
		if (confirm(LOSE)) dialog.close();
	};
	// a browser may close it at a second Escape without `cancel`
	dialog.addEventListener("keydown", (event) => {
		if (event.key === "Escape" && !isComposed(event)) leave(event);
	});
	dialog.addEventListener("cancel", (event) => {
		if (event.target === dialog) leave(event); // a file's choice that is given up says the same
	});
}

/** What lies behind a dialog, and its own padding too, has the dialog for its target. */
function isBeside(dialog: HTMLDialogElement, { target, clientX, clientY }: MouseEvent): boolean {
	const { left, right, top, bottom } = dialog.getBoundingClientRect();
	return target === dialog && !(clientX >= left && clientX <= right && clientY >= top && clientY <= bottom);
}

/** What stood under the focus is gone: it goes on where the new content begins, or where that says it should. */
function leadToContent(body: HTMLElement): void {
	const start = body.querySelector<HTMLElement>("[autofocus]") ?? body.querySelector<HTMLElement>("h1");
	if (!start) return;
	if (start.tabIndex < 0) start.tabIndex = -1;
	start.focus();
}

/** The page as it is now, to come back to after an edit. */
export function hereAndNow(): string {
	return location.pathname + location.search + location.hash;
}
