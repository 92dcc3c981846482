/** Who is drawn first where not all have room: on a small screen, or in an enormous video. Pure. */
import type { VideoGraph } from "../graph/read";

/** The width of the room that one of them takes, in sizes of the page's letters. */
const ROOM = 3.3;
/** Nobody is left out for the sake of a few. */
const SPARE = 1.2;

/** Rank of each node: by how much the talk is about it, and by how much it joins; what stands alone comes last. */
export function rankNodes(graph: VideoGraph): number[] {
	const countLinks = (place: number): number =>
		graph.nodes[place]?.edges.filter((edge) => !graph.edges[edge]?.weak).length ?? 0;
	const order = graph.nodes.map((_, place) => place);
	const value = order.map((place) => (graph.nodes[place]?.salience ?? 0) + Math.log2(1 + countLinks(place)) / 2);
	order.sort((a, b) => (value[b] ?? 0) - (value[a] ?? 0) || a - b);
	const ranks = new Array<number>(order.length);
	order.forEach((place, rank) => {
		ranks[place] = rank;
	});
	return ranks;
}

/** How many have room. `ratio`: of the camera, below 1 when it is near. `letter`: the size of the page's letters. */
export function countRoom(width: number, height: number, letter: number, ratio: number): number {
	return Math.max(12, Math.round((width * height) / (ROOM * letter * Math.min(1, ratio)) ** 2));
}

/** The places that are drawn: all where they nearly have room. */
export function chooseForemost(wanted: readonly number[], ranks: readonly number[], room: number): Set<number> {
	if (wanted.length <= room * SPARE) return new Set(wanted);
	return new Set([...wanted].sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0)).slice(0, room));
}
