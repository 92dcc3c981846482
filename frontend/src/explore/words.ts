/** What the page says around the map: how much there is, what is hidden, which communities there are, the panel. */
import { isAbort } from "../api/abort";
import type { PanelSource } from "../api/panel";
import { sayFailed } from "../panels/failed";
import { isLeft } from "../panels/panel";
import { type Explored, writeExplored } from "./address";
import type { ExploredGraph } from "./rows";
import type { Shown } from "./showing";

const COLOURED = 7;

const ENDING = " · Explore · ";

/** In the heading, and in the window's title before what every page's ends with. */
export function showTitle(graph: ExploredGraph): void {
	const heading = document.querySelector(".explore-head h1");
	if (heading) heading.textContent = graph.title;
	const end = document.title.lastIndexOf(ENDING);
	if (end >= 0) document.title = graph.title + document.title.slice(end);
}

export function showFacts(graph: ExploredGraph, now: Explored, shown: Shown): void {
	const cut = document.querySelector<HTMLElement>("[data-cut]");
	if (cut) cut.hidden = !graph.cut;
	const box = document.querySelector("[data-facts]");
	if (!box) return;
	const [nodes, all] = [shown.nodes.size, graph.edgeCount];
	const away = graph.nodes.length - nodes;
	const kept = now.seeds.length || now.q ? "strongest" : "most central";
	const facts = [
		`${count(nodes)} ${nodes === 1 ? "entity" : "entities"}${graph.truncated ? `, the ${kept} of more` : ""}`,
		`${count(shown.edgeCount)}${shown.edgeCount < all ? ` of ${count(all)}` : ""} ${all === 1 ? "connection" : "connections"}${graph.edges.length < all ? ", the strongest" : ""}`,
		away ? `${count(away)} out of sight` : "",
		graph.videos === null ? "" : `said in ${count(graph.videos)} ${graph.videos === 1 ? "video" : "videos"}`,
	];
	box.replaceChildren(...facts.filter(Boolean).map((text) => element("span", "", text)));
}

function count(number: number): string {
	return number.toLocaleString("en");
}

/** Says whether the focus went away with the link. */
export function showHidden(now: Explored): boolean {
	const box = document.querySelector("[data-count]");
	if (!box) return false;
	const link = box.querySelector("a") ?? document.createElement("a");
	const held = link === document.activeElement;
	link.href = `?${writeExplored({ ...now, hidden: [] }).slice(1)}`;
	link.dataset.do = "unhide";
	link.textContent = `show ${now.hidden.length} hidden`;
	if (!now.hidden.length) link.remove();
	else if (!link.isConnected) box.append(link);
	return held && !link.isConnected;
}

export function showCommunities(graph: ExploredGraph, now: Explored): void {
	const box = document.querySelector<HTMLDetailsElement>("[data-groups]");
	if (!box) return;
	box.hidden = graph.groups.length < 2;
	box.classList.toggle("is-coloured", now.looks.colour === "group");
	const word = box.querySelector("[data-group-count]");
	if (word) word.textContent = `${count(graph.groups.length)} communities`;
	const rows = graph.groups.map(([name, size], group) => {
		const row = element("li", group < COLOURED ? `g-${group}` : "", "");
		const swatch = element("i", "swatch", "");
		swatch.setAttribute("aria-hidden", "true");
		row.append(swatch, element("span", "", name), " ", element("span", "count", String(size)));
		return row;
	});
	box.querySelector("ol")?.replaceChildren(...rows);
}

function element(tag: string, name: string, text: string): HTMLElement {
	const one = document.createElement(tag);
	if (name) one.className = name;
	one.textContent = text;
	return one;
}

/** What a press on the panel's button would do. */
export function showPinWord(now: Explored): void {
	const pinned = now.chosen.some((slug) => now.pins.some((pin) => pin.slug === slug));
	const word = document.querySelector("#panel [data-pin-word]");
	if (word) word.textContent = pinned ? "Unpin" : "Pin";
}

/** The panel in the server's own words; it may take the focus of who came by keyboard. */
export async function showPanel(box: HTMLElement, source: PanelSource, now: Explored, focus: boolean): Promise<void> {
	if (!now.chosen.length && !now.connection) {
		box.hidden = true;
		box.replaceChildren();
		return;
	}
	const asker = document.activeElement;
	box.hidden = false;
	box.setAttribute("aria-busy", "true");
	try {
		box.innerHTML = await source.load(writeExplored(now));
		for (const part of box.querySelectorAll<HTMLElement>("[data-needs-script]")) part.hidden = false;
		showPinWord(now);
		box.closest("aside")?.scrollTo({ top: 0 });
		if (focus && isLeft(asker)) box.focus({ preventScroll: true });
	} catch (error) {
		if (isAbort(error)) return;
		sayFailed(box, "This could not be loaded.", () => void showPanel(box, source, now, true));
	}
	box.removeAttribute("aria-busy");
}
