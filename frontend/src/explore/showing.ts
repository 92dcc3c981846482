/** What the state leaves of a graph: nothing hidden, and nothing that hangs on a closed one alone. Pure; the server's
 * list and drawing follow the same rules (`exploring/listing.py`). */
import type { Explored } from "./address";
import type { ExploredGraph } from "./rows";

export interface Shown {
	/** places in the graph's nodes */
	readonly nodes: ReadonlySet<number>;
	/** places of the most central first */
	readonly ranked: readonly number[];
	readonly edgeCount: number;
}

export function findShown(graph: ExploredGraph, now: Explored): Shown {
	const hidden = new Set(now.hidden);
	const away = findAway(graph, new Set(now.closed));
	const ranked = graph.nodes
		.map((_, place) => place)
		.filter((place) => !away.has(place) && !hidden.has(graph.nodes[place]?.slug ?? ""));
	const rank = (place: number): number => graph.nodes[place]?.rank ?? 0;
	ranked.sort((a, b) => rank(b) - rank(a) || a - b);
	const nodes = new Set(ranked);
	const edges = graph.edges.filter((edge) => nodes.has(edge.source) && nodes.has(edge.target));
	return { nodes, ranked, edgeCount: edges.length };
}

function findAway(graph: ExploredGraph, closed: ReadonlySet<string>): Set<number> {
	const away = new Set<number>();
	if (!closed.size) return away;
	const isClosed = (place: number): boolean => closed.has(graph.nodes[place]?.slug ?? "");
	graph.nodes.forEach((node, place) => {
		if (isClosed(place) || !node.edges.length) return;
		const others = node.edges.flatMap((at) => {
			const edge = graph.edges[at];
			return edge ? [edge.source === place ? edge.target : edge.source] : [];
		});
		if (others.every(isClosed)) away.add(place);
	});
	return away;
}

/** How many of a node's lines lead to what is shown. */
export function countLinks(graph: ExploredGraph, shown: Shown, place: number): number {
	return (graph.nodes[place]?.edges ?? []).filter((at) => {
		const edge = graph.edges[at];
		return edge !== undefined && shown.nodes.has(edge.source) && shown.nodes.has(edge.target);
	}).length;
}
