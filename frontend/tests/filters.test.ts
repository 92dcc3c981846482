import { describe, expect, test } from "vitest";
import { findLit } from "../src/filters/focus";
import { segmentsInScope, showsEdge, showsNode, showsType } from "../src/filters/scope";
import { NOTHING } from "../src/state/address";
import { makeGraph } from "./graph";

const graph = makeGraph();
const names = (places: Iterable<number> | undefined) => [...(places ?? [])].map((i) => graph.nodes[i]?.slug).sort();
const ids = (places: Iterable<number> | undefined) => [...(places ?? [])].map((i) => graph.edges[i]?.id).sort();

describe("scope", () => {
	test("topic and chapter together leave what is in both", () => {
		expect(segmentsInScope(graph, null, null)).toBeNull();
		expect([...(segmentsInScope(graph, "hardware", null) ?? [])]).toEqual([3, 4]);
		expect([...(segmentsInScope(graph, null, 2) ?? [])]).toEqual([3, 4, 5]);
		expect([...(segmentsInScope(graph, "hardware", 1) ?? [])]).toEqual([]);
	});

	test("an unknown topic narrows nothing", () => {
		expect(segmentsInScope(graph, "nope", null)).toBeNull();
	});

	test("less certain lines are shown on request, or when one of them is selected", () => {
		expect(showsEdge(graph, NOTHING, 3)).toBe(false);
		expect(showsEdge(graph, { ...NOTHING, weak: true }, 3)).toBe(true);
		expect(showsEdge(graph, { ...NOTHING, connection: "r4" }, 3)).toBe(true);
	});

	test("a doubtful thing is shown on request, or when it is chosen itself", () => {
		const place = graph.nodes[4];
		const shown = (selection: typeof NOTHING) => place !== undefined && showsNode(selection, place);
		expect(shown(NOTHING)).toBe(false);
		expect(shown({ ...NOTHING, weak: true })).toBe(true);
		expect(shown({ ...NOTHING, entity: "place" })).toBe(true);
		expect(shown({ ...NOTHING, weak: true, types: ["Product"] })).toBe(false);
	});

	test("a line is shown only where the legend leaves both its ends", () => {
		const products = { ...NOTHING, types: ["Product"] };
		expect([0, 1, 2].filter((edge) => showsEdge(graph, products, edge))).toEqual([1]);
		expect(showsType(products, "Organization")).toBe(false);
		expect(showsType(NOTHING, "Organization")).toBe(true);
	});
});

describe("what is lit", () => {
	test("nothing is dimmed while nothing is chosen", () => {
		expect(findLit(graph, NOTHING, null)).toBeNull();
	});

	test("an entity is lit with its connections and their other ends", () => {
		const lit = findLit(graph, { ...NOTHING, entity: "spark" }, null);
		expect(names(lit?.nodes)).toEqual(["openai", "spark", "wse"]);
		expect(ids(lit?.edges)).toEqual(["r1", "r2"]);
	});

	test("hovering previews exactly what a click would choose", () => {
		const hovered = findLit(graph, { ...NOTHING, topic: "code" }, { kind: "entity", slug: "cerebras" });
		const chosen = findLit(graph, { ...NOTHING, topic: "code", entity: "cerebras" }, null);
		expect(hovered).toEqual(chosen);
	});

	test("a topic lights what is said where it is discussed", () => {
		const lit = findLit(graph, { ...NOTHING, topic: "hardware" }, null);
		expect(names(lit?.nodes)).toEqual(["cerebras", "spark", "wse"]);
		expect(ids(lit?.edges)).toEqual(["r2", "r3"]);
	});

	test("an entity of another video dims nothing", () => {
		expect(findLit(graph, { ...NOTHING, entity: "elsewhere" }, null)).toBeNull();
	});
});
