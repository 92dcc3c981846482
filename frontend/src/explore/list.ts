/** Everything on the map as a list: the same acts by keys. One tab stop; arrows, Home and End go through it. */
import { fold } from "../filters/fold";
import { type Explored, writeExplored } from "./address";
import type { ExploredGraph } from "./rows";
import { countLinks, type Shown } from "./showing";

const LISTED = 300;

export interface ListEvents {
	choose(slug: string, too: boolean, byKeys: boolean): void;
	point(slug: string | null): void;
}

export class List {
	private readonly box: HTMLElement;
	private wanted = "";
	private last: [ExploredGraph, Explored, Shown] | null = null;

	constructor(
		side: HTMLElement,
		private readonly kinds: readonly (readonly [string, string])[],
		private readonly events: ListEvents,
	) {
		this.box = side.querySelector("[data-list]") ?? side;
		for (const part of side.querySelectorAll<HTMLElement>("[data-seek],[data-keys]")) part.hidden = false;
		side.querySelector("[data-seek] input")?.addEventListener("input", ({ target }) => {
			this.wanted = fold((target as HTMLInputElement).value.trim());
			if (!this.last) return;
			const count = this.show(...this.last);
			const found = side.querySelector("[data-found]");
			if (found) found.textContent = this.wanted ? `${count} found` : "";
		});
		this.bind();
	}

	/** The slug of the row that has the focus. */
	get focused(): string | null {
		const { activeElement } = document;
		return activeElement instanceof HTMLElement && this.box.contains(activeElement)
			? (activeElement.dataset.on ?? null)
			: null;
	}

	/** How many names it has: those that hold what is looked for. */
	show(graph: ExploredGraph, now: Explored, shown: Shown): number {
		this.last = [graph, now, shown];
		const focused = this.focused;
		const at = this.links.findIndex((link) => link.dataset.on === focused);
		const fits = (place: number): boolean => !this.wanted || fold(graph.nodes[place]?.name ?? "").includes(this.wanted);
		const found = shown.ranked.filter(fits);
		const listed = new Set(found.slice(0, LISTED));
		const kept = writeExplored({ ...now, chosen: [], connection: null });
		const sections = this.kinds.flatMap(([kind, name]) => {
			const members = found.filter((place) => graph.nodes[place]?.type === kind);
			if (!members.length) return [];
			const rows = members
				.filter((place) => listed.has(place))
				.map((place) => this.row(graph, now, shown, place, kept));
			return [section(name, members.length, rows)];
		});
		if (!found.length) sections.push(paragraph("Nothing on the map has that in its name."));
		if (found.length > LISTED)
			sections.push(paragraph(`The ${LISTED} most central of ${found.length}: find others by name.`));
		this.box.replaceChildren(...sections);
		this.keepReachable(focused ?? now.chosen[0] ?? null, at)?.focus({ preventScroll: true });
		return found.length;
	}

	/** Back to a row, or to the first where that is gone. */
	focus(slug: string | null): void {
		const row = this.keepReachable(slug, 0);
		for (const link of this.links) link.tabIndex = link === row ? 0 : -1;
		row?.focus();
	}

	/** `kept`: the address without what is chosen. */
	private row(graph: ExploredGraph, now: Explored, shown: Shown, place: number, kept: string): HTMLElement {
		const node = graph.nodes[place];
		const item = document.createElement("li");
		const link = document.createElement("a");
		if (!node) return item;
		link.href = `${kept ? `${kept}&` : "?"}on=${encodeURIComponent(node.slug)}`;
		link.dataset.on = node.slug;
		link.tabIndex = -1;
		if (now.chosen.includes(node.slug)) link.setAttribute("aria-current", "true");
		const links = countLinks(graph, shown, place);
		const states = [
			now.opened.includes(node.slug) ? "expanded" : "",
			now.closed.includes(node.slug) ? "collapsed" : "",
			now.pins.some((pin) => pin.slug === node.slug) ? "pinned" : "",
		].filter(Boolean);
		link.append(mark(node.type), span("name", node.name));
		if (states.length) link.append(span("tag", states.join(", ")));
		link.append(span("n", String(links), ` link${links === 1 ? "" : "s"} here of ${node.relations}`));
		item.append(link);
		return item;
	}

	private get links(): HTMLAnchorElement[] {
		return [...this.box.querySelectorAll<HTMLAnchorElement>("a[data-on]")];
	}

	/** The one row that Tab reaches; given back where the focus was in the list, at a place: what stood there and is
	 * gone leaves it to the next. */
	private keepReachable(slug: string | null, at: number): HTMLAnchorElement | undefined {
		const links = this.links;
		const next = links[Math.max(0, Math.min(at, links.length - 1))];
		const one = links.find((link) => link.dataset.on === slug) ?? next;
		if (one) one.tabIndex = 0;
		return at < 0 ? undefined : one;
	}

	private bind(): void {
		this.box.addEventListener("click", (event) => {
			const slug = slugOf(event.target);
			if (slug === null || event.button !== 0) return;
			event.preventDefault();
			this.events.choose(slug, event.shiftKey || event.ctrlKey || event.metaKey, event.detail === 0);
		});
		for (const kind of ["mouseover", "focusin"]) {
			this.box.addEventListener(kind, ({ target }) => this.events.point(slugOf(target)));
		}
		for (const kind of ["mouseout", "focusout"]) this.box.addEventListener(kind, () => this.events.point(null));
		this.box.addEventListener("keydown", (event) => {
			const slug = slugOf(event.target);
			if (slug !== null && event.key === " ") {
				event.preventDefault();
				this.events.choose(slug, true, true);
			}
			this.walk(event);
		});
	}

	private walk(event: KeyboardEvent): void {
		const links = this.links;
		const at = links.indexOf(document.activeElement as HTMLAnchorElement);
		const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 };
		const next = at < 0 ? undefined : links[to[event.key] ?? -1];
		if (!next) return;
		event.preventDefault();
		for (const link of links) link.tabIndex = link === next ? 0 : -1;
		next.focus();
	}
}

/** The same entity in the list, while the pointer is on its dot. */
export function markPointed(slug: string | null): void {
	for (const link of document.querySelectorAll("[data-list] a.is-over")) link.classList.remove("is-over");
	if (slug) document.querySelector(`[data-list] a[data-on="${CSS.escape(slug)}"]`)?.classList.add("is-over");
}

function slugOf(target: EventTarget | null): string | null {
	return target instanceof Element ? (target.closest<HTMLElement>("a[data-on]")?.dataset.on ?? null) : null;
}

function section(name: string, count: number, rows: readonly HTMLElement[]): HTMLElement {
	const box = document.createElement("section");
	const head = document.createElement("h3");
	const list = document.createElement("ul");
	head.append(`${name} `, span("count", String(count)));
	list.append(...rows);
	box.append(head, list);
	return box;
}

function paragraph(text: string): HTMLElement {
	const one = document.createElement("p");
	one.className = "small quiet";
	one.textContent = text;
	return one;
}

function mark(type: string): HTMLElement {
	const one = document.createElement("i");
	one.className = `mark t-${type}`;
	one.setAttribute("aria-hidden", "true");
	return one;
}

function span(name: string, text: string, spoken = ""): HTMLElement {
	const one = document.createElement("span");
	one.className = name;
	one.append(text);
	if (spoken) one.append(span("sr", spoken));
	return one;
}
