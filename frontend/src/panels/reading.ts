/** Transcript, chapters, time bar, topics, index and legend: shows in each what the selection says. */
import { isCalm } from "../appearance/motion";
import type { Hover } from "../filters/focus";
import { fold } from "../filters/fold";
import { segmentsInScope, showsNode, touches } from "../filters/scope";
import type { VideoGraph } from "../graph/read";
import { placeOnBar, segmentAt } from "../graph/time";
import type { Selection } from "../state/address";

const SVG = "http://www.w3.org/2000/svg";

export class Reading {
	private readonly segments = [...document.querySelectorAll<HTMLElement>(".seg")];
	private readonly speakers = this.segments.map((segment) => segment.querySelector<HTMLElement>(".speaker"));
	private readonly entries = [...document.querySelectorAll<HTMLElement>(".index li[data-e]")];
	private readonly named = groupBy(document.querySelectorAll<HTMLElement>(".index a[data-e], .seg a[data-e]"));
	private wanted = "";
	private said: HTMLElement | undefined;
	private over: readonly HTMLElement[] = [];

	constructor(private readonly graph: VideoGraph) {}

	show(now: Selection): void {
		const scope = segmentsInScope(this.graph, now.topic, now.chapter);
		this.filterTranscript(scope);
		this.filterIndex(now, scope);
		this.markEntity(now.entity);
		this.markChoices(now);
		this.markChapters(scope);
		this.markSecond(now.at);
		this.nameSpeakers();
		this.follow(now);
	}

	/** The graph is told up to here: so it is seen in transcript and time bar. */
	follow(now: Selection): void {
		this.said?.classList.remove("is-said");
		this.said = now.until === null ? undefined : this.segments[now.until - 1];
		this.said?.classList.add("is-said");
		this.drawTicks(now);
	}

	/** Narrow the index to names that hold a text, and say how many. */
	seek(text: string, now: Selection): void {
		this.wanted = fold(text.trim());
		const count = this.filterIndex(now, segmentsInScope(this.graph, now.topic, now.chapter));
		const found = document.querySelector("[data-found]");
		if (found) found.textContent = this.wanted ? `${count} found` : "";
	}

	/** The same entity, wherever it stands, while the pointer is on it. */
	preview(hover: Hover | null): void {
		for (const element of this.over) element.classList.remove("is-over");
		this.over = hover?.kind === "entity" ? (this.named.get(hover.slug) ?? []) : [];
		for (const element of this.over) element.classList.add("is-over");
	}

	scrollToSecond(): void {
		const current = document.querySelector(".seg[aria-current]");
		current?.scrollIntoView({ block: "center", behavior: isCalm() ? "auto" : "smooth" });
	}

	private filterTranscript(scope: ReadonlySet<number> | null): void {
		for (const segment of this.segments) segment.hidden = scope !== null && !scope.has(numberOf(segment));
		const count = document.querySelector("[data-seg-count]");
		if (count) count.textContent = scope ? `${scope.size} of ` : "";
		const unsaid = document.querySelector<HTMLElement>("[data-unsaid]");
		if (unsaid) unsaid.hidden = scope?.size !== 0;
	}

	/** Who speaks is seen where it changes among the segments that are left. */
	private nameSpeakers(): void {
		let before = "";
		for (const [i, segment] of this.segments.entries()) {
			const speaker = this.speakers[i];
			const name = speaker?.textContent ?? "";
			if (speaker) speaker.hidden = name === before;
			if (!segment.hidden || segment.matches("[aria-current],:target")) before = name;
		}
	}

	/** How many are left. */
	private filterIndex(now: Selection, scope: ReadonlySet<number> | null): number {
		const left = new Map<string, number>();
		for (const entry of this.entries) {
			const node = this.graph.nodes[this.graph.bySlug.get(entry.dataset.e ?? "") ?? -1];
			const fits =
				node !== undefined && showsNode(now, node) && touches(node.segments, scope) && this.isWanted(node.name);
			entry.hidden = !fits;
			if (fits) left.set(node.type, (left.get(node.type) ?? 0) + 1);
		}
		for (const group of document.querySelectorAll<HTMLElement>("[data-group]")) {
			const count = left.get(group.dataset.group ?? "") ?? 0;
			group.hidden = count === 0;
			const shown = group.querySelector("[data-count]");
			if (shown) shown.textContent = String(count);
		}
		const none = document.querySelector<HTMLElement>("[data-none]");
		if (none) none.hidden = left.size > 0;
		return [...left.values()].reduce((sum, count) => sum + count, 0);
	}

	private isWanted(name: string): boolean {
		return !this.wanted || fold(name).includes(this.wanted);
	}

	private markEntity(slug: string | null): void {
		for (const element of document.querySelectorAll(".m.is-on")) element.classList.remove("is-on");
		for (const element of document.querySelectorAll(".index a[aria-current]")) element.removeAttribute("aria-current");
		for (const element of this.named.get(slug ?? "") ?? []) {
			if (element.classList.contains("m")) element.classList.add("is-on");
			else element.setAttribute("aria-current", "true");
		}
	}

	private markChoices(now: Selection): void {
		mark("a[data-topic]", (data) => data.topic === now.topic);
		mark("a[data-type]", (data) => now.types.includes(data.type ?? ""));
		mark("a.line[data-chapter]", (data) => Number(data.chapter) === now.chapter);
		for (const part of document.querySelectorAll<SVGElement>(".timebar a")) {
			part.classList.toggle("is-on", Number(part.dataset.chapter) === now.chapter);
		}
	}

	private markChapters(scope: ReadonlySet<number> | null): void {
		for (const row of document.querySelectorAll<HTMLElement>("[data-chapter-row]")) {
			const [first, last] = this.graph.chapters.get(row.dataset.chapterRow ?? "") ?? [1, 0];
			const out = scope !== null && ![...scope].some((n) => n >= first && n <= last);
			row.classList.toggle("is-out", out);
			document.querySelector(`.timebar a[data-chapter="${row.dataset.chapterRow}"]`)?.classList.toggle("is-out", out);
		}
	}

	private drawTicks(now: Selection): void {
		const group = document.querySelector("[data-ticks]");
		const node = this.graph.nodes[this.graph.bySlug.get(now.entity ?? "") ?? -1];
		const edge = this.graph.edges[this.graph.byId.get(now.connection ?? "") ?? -1];
		const segments = edge?.segments ?? node?.segments ?? this.graph.topics.get(now.topic ?? "") ?? [];
		const lines = segments.map((n) => tick(placeOnBar(this.graph, n), ""));
		const current = this.said ?? (now.at === null ? undefined : this.segmentAt(now.at));
		if (current) lines.push(tick(placeOnBar(this.graph, numberOf(current)), "now"));
		group?.replaceChildren(...lines);
	}

	private markSecond(at: number | null): void {
		const current = at === null ? undefined : this.segmentAt(at);
		for (const segment of document.querySelectorAll(".seg[aria-current]")) segment.removeAttribute("aria-current");
		current?.setAttribute("aria-current", "true");
	}

	private segmentAt(second: number): HTMLElement | undefined {
		const number = segmentAt(this.graph, second * 1000 + 999);
		return number === null ? undefined : this.segments[number - 1];
	}
}

function numberOf(segment: HTMLElement): number {
	return Number(segment.id.slice(1));
}

function groupBy(elements: Iterable<HTMLElement>): Map<string, HTMLElement[]> {
	const groups = new Map<string, HTMLElement[]>();
	for (const element of elements) {
		const slug = element.dataset.e ?? "";
		const group = groups.get(slug);
		if (group) group.push(element);
		else groups.set(slug, [element]);
	}
	return groups;
}

function mark(selector: string, isOn: (data: DOMStringMap) => boolean): void {
	for (const element of document.querySelectorAll<HTMLElement>(selector)) {
		if (isOn(element.dataset)) element.setAttribute("aria-current", "true");
		else element.removeAttribute("aria-current");
	}
}

function tick(x: number, name: string): SVGLineElement {
	const line = document.createElementNS(SVG, "line");
	for (const [key, value] of Object.entries({ x1: x, x2: x, y1: 1, y2: 29 })) line.setAttribute(key, String(value));
	if (name) line.setAttribute("class", name);
	return line;
}
