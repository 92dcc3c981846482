/** The page of a video as the server writes it, as far as its script needs it: five segments, of which one begins at an
 * odd millisecond and one within a second. jsdom plays nothing, so a recording is moved by hand. */
import { vi } from "vitest";

const STARTS = [0, 1001, 2400, 60_400, 62_000];
const SPEAKERS = ["Ann", "Ben", "Ben", "Ann", "Ann"];
const DATA = {
	nodes: [
		["ada", "Ada", "Person", 1, 0, 0, [1, 4], 0],
		["spark", "Spark", "Product", 1, 1, 0, [2], 0],
	],
	edges: [],
	phrases: [],
	topics: { wings: [1, 3, 5], fuel: [2] },
	chapters: { "1": [1, 2], "2": [3, 5] },
	starts: STARTS,
	end: 64_000,
};

function writeSegment(start: number, place: number): string {
	const [second, number] = [Math.floor(start / 1000), place + 1];
	return `<li class="seg" id="s${number}"><a class="when" href="?at=${second}#s${number}" data-at="${second}">at</a><div><b class="speaker">${SPEAKERS[place]}</b><p>words ${number}</p></div></li>`;
}

const PAGE = `<div data-player data-kind="audio" data-src="https://example.org/talk.mp3"><button data-play hidden>Play</button></div>
<div data-timeline hidden><button data-tell></button><input type="range" min="1" data-step><button data-whole hidden></button><p data-line hidden></p></div>
<div class="index" data-index><div data-seek hidden><input><span data-found></span></div><ul><li data-e="ada"><a data-e="ada" href="?e=ada">Ada</a></li><li data-e="spark"><a data-e="spark" href="?e=spark">Spark</a></li></ul></div>
<p data-unsaid hidden>Nothing</p>
<ol>${STARTS.map(writeSegment).join("")}</ol>`;

const WHOLE = [document, window].map((whole) => ({ whole, listen: whole.addEventListener.bind(whole) }));
let left = new AbortController();

/** What the script of a page hears of the whole page ends when the next is opened. */
function leavePage(): void {
	left.abort();
	left = new AbortController();
	const { signal } = left;
	for (const { whole, listen } of WHOLE) {
		whole.addEventListener = (kind: string, hears: EventListener) => listen(kind, hears, { signal });
	}
}

/** The segments that are seen, each with the name that is seen there. */
export function seenNames(): string[] {
	const seen = [...document.querySelectorAll<HTMLElement>(".seg:not([hidden])")];
	return seen.map((one) => `${one.id} ${one.querySelector(".speaker:not([hidden])")?.textContent ?? ""}`.trim());
}

function writeData(timed: boolean): string {
	const data = timed ? DATA : { ...DATA, starts: STARTS.map(() => null) };
	return `<script type="application/json" id="graph-data">${JSON.stringify(data)}</script>`;
}

/** A fresh page at an address, with its script at work. `stage`: the graph's place on it. */
export async function openVideoPage(query = "", stage = "", timed = true): Promise<void> {
	leavePage();
	vi.resetModules();
	history.replaceState(null, "", `/videos/talk/${query}`);
	Element.prototype.scrollIntoView = () => {};
	vi.stubGlobal("CSS", { escape: (text: string) => text });
	vi.stubGlobal("matchMedia", () => ({ matches: false }));
	delete document.documentElement.dataset.ready;
	document.body.innerHTML = PAGE + writeData(timed) + stage;
	await import("../src/video");
	await vi.waitUntil(() => document.documentElement.dataset.ready, { timeout: 4_000 });
}

export function find<T extends HTMLElement>(selector: string): T {
	return document.querySelector<T>(selector) as T;
}

/** With a mouse. */
export function click(selector: string): void {
	find(selector).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
}

/** The segment up to which the graph is told, as transcript and slider show it. */
export function told(): (string | undefined)[] {
	return [document.querySelector(".seg.is-said")?.id, `s${find<HTMLInputElement>("[data-step]").value}`];
}

export function slide(segment: number): void {
	const slider = find<HTMLInputElement>("[data-step]");
	slider.value = String(segment);
	slider.dispatchEvent(new Event("input"));
}
