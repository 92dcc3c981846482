/** Suggests names under a text field while something is typed: a combobox with a list, as ARIA describes it. */
import { isComposed } from "./typing";

export interface FoundName {
	slug: string;
	name: string;
	type: string;
	video_count: number;
}

const WAIT = 140;
const MOST = 8;

export function suggestNames(field: HTMLInputElement, find: (text: string) => Promise<FoundName[]> = fetchNames): void {
	const list = document.createElement("ul");
	list.id = `${field.id}-names`;
	list.className = "names-list";
	list.setAttribute("role", "listbox");
	list.setAttribute("aria-label", "Names");
	list.hidden = true;
	field.after(list);
	for (const [name, value] of Object.entries(COMBOBOX)) field.setAttribute(name, value);
	field.setAttribute("aria-controls", list.id);

	let found: FoundName[] = [];
	let current = -1;
	let timer = 0;
	let asked = "";

	const close = (): void => {
		clearTimeout(timer);
		asked = "";
		list.hidden = true;
		current = -1;
		field.setAttribute("aria-expanded", "false");
		field.removeAttribute("aria-activedescendant");
	};
	const point = (next: number): void => {
		current = next;
		for (const [i, row] of [...list.children].entries()) row.setAttribute("aria-selected", String(i === next));
		if (next < 0) field.removeAttribute("aria-activedescendant");
		else field.setAttribute("aria-activedescendant", `${list.id}-${next}`);
	};
	const choose = (index: number): void => {
		const chosen = found[index];
		if (!chosen) return;
		const twin = found.some((other, i) => i !== index && other.name === chosen.name);
		field.value = twin ? chosen.slug : chosen.name;
		close();
	};
	const show = (names: FoundName[]): void => {
		found = names.slice(0, MOST);
		list.replaceChildren(...found.map((one, i) => makeRow(one, `${list.id}-${i}`)));
		point(-1);
		list.hidden = found.length === 0;
		field.setAttribute("aria-expanded", String(!list.hidden));
	};

	field.addEventListener("input", () => {
		const typed = field.value.trim();
		if (typed.length < 2) return close();
		clearTimeout(timer);
		asked = typed;
		timer = window.setTimeout(async () => {
			const text = asked;
			const names = await find(text).catch(() => []);
			if (text === asked && document.activeElement === field) show(names);
		}, WAIT);
	});
	field.addEventListener("keydown", (event) => {
		if (isComposed(event)) return;
		if (list.hidden) return event.key === "Escape" ? close() : undefined;
		if (event.key === "ArrowDown" || event.key === "ArrowUp") {
			const step = event.key === "ArrowDown" ? 1 : -1;
			point(current < 0 && step < 0 ? found.length - 1 : (current + step + found.length) % found.length);
		} else if (event.key === "Enter" && current >= 0) choose(current);
		else if (event.key === "Escape") close();
		else return;
		event.preventDefault();
		event.stopPropagation();
	});
	field.addEventListener("blur", close);
	// the focus stays in the field, whose list would close; a finger may still scroll
	list.addEventListener("mousedown", (event) => event.preventDefault());
	list.addEventListener("click", (event) => {
		const row = event.target instanceof Element ? event.target.closest("li") : null;
		if (row) choose([...list.children].indexOf(row));
	});
}

const COMBOBOX = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };

function makeRow(one: FoundName, id: string): HTMLLIElement {
	const row = document.createElement("li");
	row.id = id;
	row.setAttribute("role", "option");
	row.setAttribute("aria-selected", "false");
	const mark = document.createElement("i");
	mark.className = `mark t-${one.type}`;
	const name = document.createElement("span");
	name.textContent = one.name;
	const count = document.createElement("span");
	count.className = "quiet small";
	count.textContent = `${one.video_count} video${one.video_count === 1 ? "" : "s"}`;
	row.append(mark, name, count);
	return row;
}

async function fetchNames(text: string): Promise<FoundName[]> {
	const response = await fetch(`/api/v1/search/?kind=entity&limit=${MOST}&q=${encodeURIComponent(text)}`);
	if (!response.ok) return [];
	const answer: { groups?: { kind: string; results: FoundName[] }[] } = await response.json();
	return answer.groups?.find((group) => group.kind === "entity")?.results ?? [];
}
