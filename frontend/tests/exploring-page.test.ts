// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { EMPTY, MOST_NAMED, readExplored } from "../src/explore/address";
import { List } from "../src/explore/list";
import { findShown } from "../src/explore/showing";
import { openSource, SourceError } from "../src/explore/source";
import { takeThisView } from "../src/explore/taking";
import { showHidden, showPanel, showPinWord } from "../src/explore/words";
import { acts, GRAPH } from "./explored";

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `name-${i}`);

describe("what one address can hold", () => {
	it("ends where the server reads no further, for what is chosen and what is expanded", () => {
		const chosen = acts.chooseAll(EMPTY, names(60));
		expect(chosen.chosen).toEqual(names(MOST_NAMED));
		expect(acts.chooseToo(chosen, "other").chosen).toEqual(names(MOST_NAMED));
		expect(acts.chooseToo(chosen, "name-3").chosen).toHaveLength(MOST_NAMED - 1);
		expect(acts.expand(EMPTY, names(60)).opened).toEqual(names(MOST_NAMED));
		const read = readExplored(`?on=${names(60)}&open=${names(60)}`);
		expect([read.chosen, read.opened]).toEqual([names(MOST_NAMED), names(MOST_NAMED)]);
	});
});

describe("an address that says a thing in several ways", () => {
	it("is read as the server reads it, so that the form says so too", () => {
		const many = readExplored("?predicate=uses&predicate=makes,uses&type=Product&type=Person&size=150");
		expect(many.filters).toEqual({ predicate: "makes,uses" });
		expect(many.types).toEqual(["Person", "Product"]);
		const sizes = ["1", "90", "200", "99999", "x", "0"].map((size) => readExplored(`?size=${size}`).filters.size);
		expect(sizes).toEqual(["60", "60", undefined, "5000", undefined, undefined]);
	});
});

describe("a graph that does not come", () => {
	const load = (answer: () => Promise<Response>): Promise<unknown> => {
		vi.stubGlobal("fetch", answer);
		return openSource("", GRAPH).load("?size=60");
	};

	it("is told of in the server's words, or in ours where there are none", async () => {
		await expect(load(async () => Response.json({ message: "Away." }, { status: 503 }))).rejects.toThrow("Away.");
		await expect(load(async () => new Response("", { status: 502 }))).rejects.toBeInstanceOf(SourceError);
		await expect(load(() => Promise.reject(new TypeError("no way")))).rejects.toBeInstanceOf(SourceError);
	});

	it("is told of, too, where the answer breaks off", async () => {
		await expect(load(async () => new Response('{"nodes": ['))).rejects.toBeInstanceOf(SourceError);
	});

	it("is not told of where another question overtakes it, even one that was answered before", async () => {
		const ask = vi.fn(
			(_: string, { signal }: RequestInit) =>
				new Promise<Response>((_, reject) => {
					signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
				}),
		);
		vi.stubGlobal("fetch", ask);
		const source = openSource("", GRAPH);
		const overtaken = Promise.allSettled([source.load("?size=60"), source.load("?size=60")]);
		expect(ask).toHaveBeenCalledTimes(1);
		await expect(source.load("")).resolves.toBe(GRAPH);
		for (const one of await overtaken) expect(one).toMatchObject({ reason: { name: "AbortError" } });
	});
});

describe("the page around the map", () => {
	beforeEach(() => {
		document.body.innerHTML =
			'<div class="take"><a href="/api/v1/graph/export/?format=csv&view=topic%3Dx">CSV</a></div>' +
			'<div data-index><p data-count></p><div data-list></div></div><div id="panel" tabindex="-1"></div>';
	});

	it("writes the view as it is now into the files to take along", () => {
		const link = document.querySelector(".take a") as HTMLAnchorElement;
		link.addEventListener("click", (event) => event.preventDefault());
		const take = (search: string): string | null => {
			history.replaceState(null, "", `/explore/${search}`);
			link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
			return new URL(link.href).searchParams.get("view");
		};
		document.addEventListener("click", takeThisView, { capture: true });
		expect(take("?topic=y&hide=a,b")).toBe("topic=y&hide=a,b");
		expect(take("")).toBe("size=200");
	});

	it("keeps everything else in the addresses of the list", () => {
		const now = readExplored("?topic=chips&hide=far&on=hub&connection=r1");
		new List(document.querySelector("[data-index]") as HTMLElement, [["Person", "People"]], {
			choose() {},
			point() {},
		}).show(GRAPH, now, findShown(GRAPH, now));
		const link = document.querySelector<HTMLAnchorElement>("[data-on=leaf]");
		expect(link?.getAttribute("href")).toBe("?topic=chips&hide=far&on=leaf");
	});

	it("says whether a press would pin or unpin", () => {
		(document.querySelector("#panel") as HTMLElement).innerHTML = "<span data-pin-word>Pin</span>";
		const chosen = acts.choose(EMPTY, "hub");
		const word = (): string | null | undefined => document.querySelector("[data-pin-word]")?.textContent;
		showPinWord(acts.pin(chosen, [{ slug: "hub", x: 0, y: 0 }]));
		expect(word()).toBe("Unpin");
		showPinWord(chosen);
		expect(word()).toBe("Pin");
	});

	it("keeps the link to what is hidden under the focus while there is any", () => {
		showHidden(acts.hide(EMPTY, ["a"]));
		const link = document.querySelector<HTMLElement>("[data-count] a");
		link?.focus();
		expect(showHidden(acts.hide(EMPTY, ["a", "b"]))).toBe(false);
		expect(document.activeElement).toBe(link);
		expect(link?.textContent).toBe("show 2 hidden");
		expect(showHidden(EMPTY)).toBe(true);
		expect(document.querySelector("[data-count] a")).toBeNull();
	});

	it("can be asked again for a panel that did not come", async () => {
		const box = document.querySelector("#panel") as HTMLElement;
		const load = vi.fn<(query: string) => Promise<string>>().mockRejectedValueOnce(new Error("502"));
		load.mockResolvedValueOnce("<h2>Hub</h2>");
		await showPanel(box, { load }, acts.choose(EMPTY, "hub"), false);
		expect(box.textContent).toContain("could not be loaded");
		box.querySelector("button")?.click();
		await vi.waitFor(() => expect(box.innerHTML).toBe("<h2>Hub</h2>"));
		expect(document.activeElement).toBe(box);
	});
});
