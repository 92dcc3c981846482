/** Lets forces find places, away from the page, so that it stays quick: ForceAtlas2 (Jacomy and others 2014). The same
 * places to begin with give the same places at the end. */
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { ForceAnswer, ForceQuestion } from "./force";

const MANY = 1500;
const ROUNDS = 240;
const ROUNDS_FOR_MANY = 70;

addEventListener("message", ({ data }: MessageEvent<ForceQuestion>) => {
	postMessage({ spots: place(data) } satisfies ForceAnswer);
});

function place({ spots, lines, fixed }: ForceQuestion): ForceAnswer["spots"] {
	const graph = new Graph({ type: "undirected" });
	const still = new Set(fixed);
	spots.forEach(([x, y], at) => {
		graph.addNode(at, { x: x * 100, y: y * 100, fixed: still.has(at) });
	});
	for (const [source, target, weight] of lines) {
		if (source === target) continue;
		if (graph.hasEdge(source, target)) graph.updateEdgeAttribute(source, target, "weight", (w) => w + weight);
		else graph.addEdge(source, target, { weight });
	}
	const many = spots.length > MANY;
	const found = forceAtlas2(graph, {
		iterations: many ? ROUNDS_FOR_MANY : ROUNDS,
		settings: {
			...forceAtlas2.inferSettings(graph),
			barnesHutOptimize: spots.length > 300,
			edgeWeightInfluence: 0.4,
			gravity: 0.6,
			scalingRatio: many ? 8 : 22,
			linLogMode: false,
		},
	});
	return spots.map(([x, y], at) => {
		const spot = found[at];
		return spot ? [spot.x / 100, spot.y / 100] : [x, y];
	});
}
