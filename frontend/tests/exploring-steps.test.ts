// @vitest-environment jsdom
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Rows } from "../src/explore/rows";
import { ROWS } from "./explored";

const PAGE = `
	<header class="explore-head"><h1></h1></header>
	<p data-facts></p>
	<p data-cut hidden>More fit.</p>
	<form data-sieve><input type="date" name="until" min="1900-01-01"><select name="channel"><option value=""><option>C</select></form>
	<p data-news></p><p data-failed hidden></p>
	<div data-stage><div data-still></div><div data-canvas tabindex="0"></div></div>
	<ul data-types><li><a data-type="Organization">Companies</a></li></ul>
	<details data-groups hidden><summary><span data-group-count></span></summary><ol></ol></details>
	<aside><div id="panel"></div><section data-index><p data-count></p><div data-list></div></section></aside>
	<div data-steps><button data-step="undo"></button><button data-step="redo"></button>
		<button data-step="area" data-of-map></button><button data-step="svg" data-of-map></button></div>`;

/** What the server answers to a question of the whole graph. */
let answer: Rows = ROWS;

const find = <T extends HTMLElement>(selector: string): T => document.querySelector(selector) as T;
const button = (step: string): HTMLButtonElement => find(`[data-step=${step}]`);
const settle = (): Promise<unknown> => new Promise((done) => setTimeout(done));

async function press(key: string, shiftKey = false, on = "[data-canvas]"): Promise<void> {
	find(on).dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }));
	await settle();
}

async function fill(name: string, value: string): Promise<void> {
	const field = find<HTMLInputElement>(`[name=${name}]`);
	field.value = value;
	field.dispatchEvent(new Event("change", { bubbles: true }));
	await settle();
}

/** Listeners of the document, and only they, outlive a page here. */
const bound: [string, EventListener][] = [];

beforeAll(() => {
	Object.defineProperty(document, "fonts", { value: { ready: Promise.resolve() } });
	HTMLElement.prototype.scrollIntoView = () => {};
	HTMLElement.prototype.scrollTo = () => {};
	HTMLCanvasElement.prototype.getContext = () => null;
	vi.stubGlobal("matchMedia", () => ({ matches: false }));
	vi.stubGlobal("CSS", { escape: (text: string) => text });
	vi.stubGlobal("fetch", async (address: string) =>
		address.startsWith("/api/") ? Response.json(answer) : new Response("<h2>Chosen</h2>"),
	);
	const listen = document.addEventListener.bind(document);
	vi.spyOn(document, "addEventListener").mockImplementation((kind: string, listener: unknown) => {
		bound.push([kind, listener as EventListener]);
		listen(kind, listener as EventListener);
	});
});

afterEach(() => {
	for (const [kind, listener] of bound.splice(0)) document.removeEventListener(kind, listener);
});

async function open(address: string): Promise<void> {
	history.replaceState(null, "", `/explore/${address}`);
	document.body.innerHTML = PAGE;
	await (await import("../src/explore")).openExplore(ROWS);
}

describe("a step on the exploring page", () => {
	beforeEach(() => open("?pin=hub:0:0&on=hub"));

	it("is none where a dot is moved by keys and back, and what was before can still be undone", async () => {
		await press("c");
		await press("ArrowRight", true);
		await press("ArrowLeft", true);
		button("undo").click();
		await settle();
		expect(button("undo").disabled).toBe(true);
		button("redo").click();
		await settle();
		await press("ArrowRight", true);
		for (let i = 0; i < 2; i++) {
			button("undo").click();
			await settle();
		}
		expect(button("undo").disabled).toBe(true);
		expect(location.search).toBe("?pin=hub:0:0&on=hub");
	});

	it("writes no address for each repeat of a key that is held, and the last one in the end", async () => {
		vi.useFakeTimers();
		const write = vi.spyOn(history, "replaceState");
		const steps = history.length;
		for (let i = 0; i < 9; i++) void press("ArrowRight", true);
		expect(write).not.toHaveBeenCalled();
		await vi.runAllTimersAsync();
		vi.useRealTimers();
		expect(write).toHaveBeenCalledOnce();
		expect(history.length).toBe(steps + 1);
		expect(location.search).toBe("?pin=hub:270:0&on=hub");
	});

	it("is not made of a date whose year is half typed", async () => {
		await fill("until", "0202-06-15");
		expect(location.search).toBe("?pin=hub:0:0&on=hub");
		await fill("until", "2026-06-15");
		expect(location.search).toContain("until=2026-06-15");
	});
});

describe("an act that one address can't hold", () => {
	const hidden = Array.from({ length: 280 }, (_, n) => `a-name-of-usual-length-${10_000 + n}`).join();

	it("is refused for that reason, and what is done next is not told as it", async () => {
		await open(`?open=a,b,c&hide=${hidden}`);
		find("a[data-on=hub]").focus();
		for (const key of ["e", "h", "p"]) {
			await press(key, false, "a[data-on=hub]");
			expect(find("[data-failed]").textContent).toContain("more than the address");
		}
		find("[data-do=unhide]").click();
		await settle();
		expect(find("[data-news]").textContent).toBe("4 on the map.");
	});
});

describe("the words around the map", () => {
	it("say of a view around a name that the strongest are seen, of the library the most central", async () => {
		await open("?e=hub");
		answer = { ...ROWS, truncated: true };
		await fill("channel", "C");
		expect(find("[data-facts]").textContent).toContain("the strongest of more");
		await open("");
		await fill("channel", "C");
		expect(find("[data-facts]").textContent).toContain("the most central of more");
	});

	it("follow the answer: what it is about, in the heading and the window's title", async () => {
		document.title = "Hub · Explore · Saidgraph";
		await open("?e=hub");
		answer = { ...ROWS, title: "C · Explore · D" };
		await fill("channel", "C");
		expect(find("h1").textContent).toBe("C · Explore · D");
		expect(document.title).toBe("C · Explore · D · Explore · Saidgraph");
	});

	it("follow the answer: whether videos were left out, and which communities there are", async () => {
		await open("");
		expect(find("[data-group-count]").textContent).toBe("2 communities");
		answer = { ...ROWS, videos: 1000, videos_cut: true, groups: [["A", 4]] };
		await fill("channel", "C");
		expect([find("[data-cut]").hidden, find("[data-groups]").hidden]).toEqual([false, true]);
		await fill("channel", "");
		expect([find("[data-cut]").hidden, find("[data-groups]").hidden]).toEqual([true, false]);
	});
});

it("offers to select an area only where there is a live map, and the picture everywhere", async () => {
	await open("");
	expect([button("area").hidden, button("svg").hidden]).toEqual([true, false]);
});

it("moves by keys all that is chosen", async () => {
	await open("?on=hub,leaf");
	await press("ArrowRight", true);
	button("undo").click();
	await settle();
	button("redo").click();
	await settle();
	expect(new URLSearchParams(location.search).get("pin")).toMatch(/^hub:-?\d+:-?\d+,leaf:-?\d+:-?\d+$/);
});

it("takes filters and steps before its canvas comes, and though it never does", async () => {
	let refuse = (_: unknown): void => {};
	vi.doMock("../src/canvas/webgl", () => ({ hasWebGL: () => true }));
	vi.doMock("../src/canvas/stage", () => new Promise((_, reject) => (refuse = reject)));
	vi.resetModules();
	const opened = open("");
	await vi.waitUntil(() => document.querySelector("a[data-on=hub]"));
	await fill("channel", "C");
	expect(location.search).toBe("?channel=C");
	refuse(new TypeError("Failed to fetch"));
	await opened;
	button("undo").click();
	await settle();
	expect([location.search, button("area").hidden]).toEqual(["", true]);
	expect(find("[data-still]").hidden).toBe(false);
});
