import { readGraph, type VideoGraph } from "../src/graph/read";

/** OpenAI makes Spark; Spark uses WSE; Cerebras makes WSE; a weak line from OpenAI to WSE; Place is doubtful and stands alone. */
export function makeGraph(): VideoGraph {
	return readGraph({
		nodes: [
			["openai", "OpenAI", "Organization", 0.9, -1, 0, [1, 2], 0],
			["spark", "Spark", "Product", 1, 0, 0.5, [1, 3], 0],
			["wse", "WSE", "Product", 0.5, 1, 0, [3, 4], 0],
			["cerebras", "Cerebras", "Organization", 0.6, 1, 1, [4], 0],
			["place", "Place", "Place", 0.1, -1, -1, [5], 1],
		],
		edges: [
			["r1", 0, 1, 0, "asserted", 2, 0, [1]],
			["r2", 1, 2, 1, "asserted", 1, 0, [3]],
			["r3", 3, 2, 0, "denied", 1, 0, [4]],
			["r4", 0, 2, 1, "asserted", 1, 1, [2]],
		],
		phrases: ["makes", "uses"],
		topics: { hardware: [3, 4], code: [1] },
		chapters: { "1": [1, 2], "2": [3, 5] },
		starts: [0, 5000, 10_000, 15_000, 20_000],
		end: 25_000,
	});
}
