/** What has been said up to a segment of the transcript. Pure. */
import type { Lit } from "../canvas/picture";
import type { VideoGraph } from "../graph/read";
import type { Selection } from "../state/address";
import { showsEdge, showsNode } from "./scope";

/** Everything that was named or stated by then, and what is spoken of in that very segment. */
export function litUntil(graph: VideoGraph, selection: Selection, until: number): Lit {
	const told = (things: readonly { segments: readonly number[] }[], shows: (place: number) => boolean): number[] =>
		things.flatMap((thing, place) => ((thing.segments[0] ?? Infinity) <= until && shows(place) ? [place] : []));
	const now = (things: readonly { segments: readonly number[] }[], places: readonly number[]): Set<number> =>
		new Set(places.filter((place) => things[place]?.segments.includes(until)));
	const nodes = told(graph.nodes, (place) => {
		const node = graph.nodes[place];
		return node !== undefined && showsNode(selection, node);
	});
	const edges = told(graph.edges, (place) => showsEdge(graph, selection, place));
	return {
		nodes: new Set(nodes),
		edges: new Set(edges),
		centre: null,
		glow: { nodes: now(graph.nodes, nodes), edges: now(graph.edges, edges) },
		calm: true,
	};
}

/** Of what is lit, that alone which has been told. */
export function keepTold(lit: Lit, told: Lit): Lit {
	return {
		...lit,
		nodes: new Set([...lit.nodes].filter((place) => told.nodes.has(place) || place === lit.centre)),
		edges: new Set([...lit.edges].filter((place) => told.edges.has(place))),
	};
}
