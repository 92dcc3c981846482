/** Filters, looks and types as the form and the legend show them, and what a reader changes there. */
import { setFilter, setLook, toggleType } from "./acts";
import { type Explored, FILTERS, type Filter, LOOKS, type Look } from "./address";

export type Change = (act: (now: Explored) => Explored) => void;

export function bindForm(form: HTMLFormElement, change: Change): void {
	form.addEventListener("submit", (event) => event.preventDefault());
	form.addEventListener("change", ({ target }) => {
		if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
		// a year is typed digit by digit, and each makes a date: those before the field's first are half typed
		if (!target.validity.valid) return;
		const { name, value } = target;
		if (FILTERS.includes(name as Filter)) change((now) => setFilter(now, name as Filter, value.trim()));
		if (LOOKS.includes(name as Look)) change((now) => setLook(now, name as Look, value));
	});
}

export function bindTypes(legend: HTMLElement | null, change: Change): void {
	legend?.addEventListener("click", (event) => {
		const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a[data-type]") : null;
		if (!link || event.button !== 0 || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		change((now) => toggleType(now, link.dataset.type ?? ""));
	});
}

/** The types in the legend's order, with their names in words. */
export function readKinds(legend: HTMLElement | null): [string, string][] {
	const links = [...(legend?.querySelectorAll<HTMLElement>("a[data-type]") ?? [])];
	return links.map((link) => [link.dataset.type ?? "", link.textContent?.trim() ?? ""]);
}

/** The form says what the address says, also after Back and undo. */
export function showForm(form: HTMLFormElement, legend: HTMLElement | null, now: Explored): void {
	const said = { ...now.filters, ...now.looks } as Record<string, string | undefined>;
	for (const name of [...FILTERS, ...LOOKS]) {
		const field = form.elements.namedItem(name);
		if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = said[name] ?? "";
	}
	for (const link of legend?.querySelectorAll<HTMLElement>("a[data-type]") ?? []) {
		if (now.types.includes(link.dataset.type ?? "")) link.setAttribute("aria-current", "true");
		else link.removeAttribute("aria-current");
	}
}
