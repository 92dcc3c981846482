// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { TYPES } from "../src/appearance/colors";
import { EMPTY } from "../src/explore/address";
import { findLit, layOut, makePicture, makeView, placePins } from "../src/explore/portray";
import { escapeText, writeSvg } from "../src/explore/save";
import { countLinks, findShown } from "../src/explore/showing";
import { placeByDay, placeByKind } from "../src/layouts/areas";
import { acts, GRAPH, palette } from "./explored";

const KINDS = TYPES.map((type): [string, string] => [type, `${type}s`]);
const at = (slug: string): number => GRAPH.bySlug.get(slug) ?? -1;
const names = (places: Iterable<number>): string[] => [...places].map((place) => GRAPH.nodes[place]?.slug ?? "").sort();

describe("what is shown", () => {
	it("leaves out what is hidden, and counts lines to the rest", () => {
		const shown = findShown(GRAPH, acts.hide(EMPTY, ["leaf"]));
		expect(names(shown.nodes)).toEqual(["far", "hub", "other"]);
		expect(countLinks(GRAPH, shown, at("hub"))).toBe(1);
		expect(shown.ranked[0]).toBe(at("hub"));
	});

	it("takes away what hangs on a closed one alone, never that one", () => {
		expect(names(findShown(GRAPH, acts.collapse(EMPTY, ["hub"])).nodes)).toEqual(["far", "hub", "other"]);
		expect(names(findShown(GRAPH, acts.collapse(EMPTY, ["hub", "other"])).nodes)).toEqual(["hub", "other"]);
	});
});

describe("what is lit", () => {
	const shown = findShown(GRAPH, EMPTY);

	it("is what the pointer is on, before what is chosen", () => {
		const chosen = acts.choose(EMPTY, "far");
		expect(names(findLit(GRAPH, chosen, shown, { node: at("leaf") })?.nodes ?? [])).toEqual(["hub", "leaf"]);
		expect(names(findLit(GRAPH, chosen, shown, null)?.nodes ?? [])).toEqual(["far", "other"]);
		expect(findLit(GRAPH, EMPTY, shown, null)).toBeNull();
	});

	it("holds nothing that is hidden", () => {
		const less = acts.hide(acts.choose(EMPTY, "hub"), ["leaf"]);
		const lit = findLit(GRAPH, { ...less, chosen: ["hub"] }, findShown(GRAPH, less), null);
		expect(names(lit?.nodes ?? [])).toEqual(["hub", "other"]);
	});
});

describe("layouts", () => {
	it("give every node a place of its own, by kind", () => {
		const kinds = Array.from({ length: 200 }, (_, i) => TYPES[i % 7] ?? "");
		const { spots, regions } = placeByKind(
			kinds,
			kinds.map((_, i) => 1 / (i + 1)),
			KINDS,
		);
		expect(new Set(spots.map(({ x, y }) => `${x.toFixed(4)} ${y.toFixed(4)}`)).size).toBe(200);
		expect(regions).toHaveLength(7);
		expect(Math.max(...spots.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]))).toBeLessThanOrEqual(1.0001);
	});

	it("go from left to right with time, and put what has no day aside", () => {
		const { spots, regions } = placeByDay(["2020-01-01", "2024-01-01", "", "2022-01-01"], [1, 1, 1, 1]);
		const xs = spots.map((spot) => spot.x);
		expect([xs[2], xs[0], xs[3], xs[1]]).toEqual([...xs].sort((a, b) => a - b));
		expect(regions.map((region) => region.name)).toContain("undated");
		expect(placeByDay(["", ""], [1, 1]).spots).toHaveLength(2);
	});

	it("leave a pinned node where it was pinned", () => {
		const now = acts.pin(EMPTY, [{ slug: "far", x: 0.5, y: -0.25 }]);
		const { spots } = placePins(GRAPH, now, layOut(GRAPH, now, KINDS));
		expect(spots[at("far")]).toEqual({ x: 0.5, y: -0.25 });
		expect(spots[at("hub")]).toMatchObject({ x: GRAPH.nodes[at("hub")]?.x });
	});
});

describe("the saved picture", () => {
	const shown = findShown(GRAPH, acts.hide(EMPTY, ["leaf"]));
	const picture = makePicture(GRAPH, EMPTY, layOut(GRAPH, EMPTY, KINDS));
	const svg = writeSvg(picture, makeView(GRAPH, EMPTY, shown, null, palette), 'A "title" & <b>');
	const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");

	it("is well-formed, and holds what is shown and nothing else", () => {
		expect(parsed.querySelector("parsererror")).toBeNull();
		expect([...parsed.querySelectorAll("path title")].map((title) => title.textContent).sort()).toEqual([
			"<script>alert(1)</script>",
			"Hub",
			'O\'Brien & "Co"',
		]);
		expect(parsed.querySelectorAll("path[stroke]")).toHaveLength(2);
		expect(parsed.querySelector("title")?.textContent).toBe('A "title" & <b>');
	});

	it("shows each of several connections between the same two", () => {
		const edges = [
			...GRAPH.edges,
			{ ...(GRAPH.edges[1] as (typeof GRAPH.edges)[number]), id: "r4", polarity: "asserted" },
		];
		const both = { ...GRAPH, edges };
		const view = makeView(both, EMPTY, findShown(both, EMPTY), null, palette);
		const drawn = writeSvg(makePicture(both, EMPTY, layOut(both, EMPTY, KINDS)), view, "");
		const lines = [...drawn.matchAll(/<path d="([^"]*)" fill="none"/g)].map(([, line]) => line);
		expect(lines).toHaveLength(4);
		expect(new Set(lines).size).toBe(4);
		expect(lines.filter((line) => line?.includes("Q"))).toHaveLength(2);
	});

	it("is an empty sheet where everything is hidden", () => {
		const none = findShown(GRAPH, acts.hide(EMPTY, ["hub", "leaf", "other", "far"]));
		const named = { ...picture, regions: [{ name: "Part", x: 0, y: 0 }] };
		expect(writeSvg(named, makeView(GRAPH, EMPTY, none, null, palette), "")).not.toContain("NaN");
	});

	it("holds neither script nor address, whatever the names are", () => {
		expect(parsed.querySelectorAll("script,a,image,foreignObject,use,[href],[onload]")).toHaveLength(0);
		expect(escapeText("a\u0000b\u0008c\ud800d\ufffe")).toBe("abcd");
		expect(escapeText("]]>🚀")).toBe("]]&#62;🚀");
	});
});
