import { describe, expect, test } from "vitest";
import { findLit } from "../src/filters/focus";
import { chooseForemost, countRoom, rankNodes } from "../src/filters/foremost";
import { litUntil } from "../src/filters/told";
import { hasTimes, placeOnBar, segmentAt } from "../src/graph/time";
import { NOTHING } from "../src/state/address";
import { stepBack, tellUntil } from "../src/state/choices";
import { makeGraph } from "./graph";

const graph = makeGraph();
const names = (places: Iterable<number>) => [...places].map((place) => graph.nodes[place]?.name).sort();

describe("a graph that is told in step with time", () => {
	test("shows what was said by then, and what is spoken of now glows", () => {
		const lit = litUntil(graph, NOTHING, 3);
		expect(names(lit.nodes)).toEqual(["OpenAI", "Spark", "WSE"]);
		expect([...lit.edges]).toEqual([0, 1]);
		expect(names(lit.glow?.nodes ?? [])).toEqual(["Spark", "WSE"]);
		expect([...(lit.glow?.edges ?? [])]).toEqual([1]);
	});

	test("never takes back what it has shown, and ends with everything", () => {
		let before: ReadonlySet<number> = new Set<number>();
		for (let until = 1; until <= 5; until++) {
			const { nodes } = litUntil(graph, { ...NOTHING, weak: true }, until);
			expect([...before].every((place) => nodes.has(place))).toBe(true);
			before = nodes;
		}
		expect(before.size).toBe(graph.nodes.length);
	});

	test("lights of what is hovered only what has been told", () => {
		const lit = findLit(graph, tellUntil(NOTHING, 1), { kind: "entity", slug: "spark" });
		expect(names(lit?.nodes ?? [])).toEqual(["OpenAI", "Spark"]);
	});

	test("is the first that Escape takes back", () => {
		expect(stepBack({ ...NOTHING, entity: "spark", until: 3 })).toEqual({ ...NOTHING, entity: "spark" });
	});
});

describe("time", () => {
	test("a segment is said from its start until the next begins", () => {
		expect([-1, 0, 4999, 5000, 99_999].map((ms) => segmentAt(graph, ms))).toEqual([null, 1, 1, 2, 5]);
		expect([1, 3, 5].map((n) => placeOnBar(graph, n))).toEqual([0, 400, 800]);
	});

	test("without times, segments stand for it", () => {
		const untimed = { starts: [null, null, null, null], end: 0 };
		expect(hasTimes(untimed)).toBe(false);
		expect([1, 3].map((n) => placeOnBar(untimed, n))).toEqual([0, 500]);
		expect(segmentAt(untimed, 1000)).toBeNull();
	});
});

describe("who is drawn first", () => {
	test("those that the talk is about and that join; what stands alone comes last", () => {
		const ranks = rankNodes(graph);
		expect(ranks[4]).toBe(4);
		expect([...ranks].sort()).toEqual([0, 1, 2, 3, 4]);
	});

	test("nobody is left out for the sake of a few, and nearer by more have room", () => {
		const wanted = [0, 1, 2, 3, 4];
		expect(chooseForemost(wanted, rankNodes(graph), 5).size).toBe(5);
		expect(names(chooseForemost(wanted, rankNodes(graph), 2))).toEqual(["OpenAI", "Spark"]);
		expect(countRoom(360, 280, 16, 0.5)).toBeGreaterThan(countRoom(360, 280, 16, 1));
	});
});
