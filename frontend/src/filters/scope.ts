/** What topic, chapter and types leave of a video. Pure. */
import type { GraphNode, VideoGraph } from "../graph/read";
import type { Selection } from "../state/address";

/** The segments that topic and chapter leave; null when neither is chosen (or known). */
export function segmentsInScope(graph: VideoGraph, topic: string | null, chapter: number | null): Set<number> | null {
	const talked = topic === null ? undefined : graph.topics.get(topic);
	const span = chapter === null ? undefined : graph.chapters.get(String(chapter));
	if (!talked && !span) return null;
	const inSpan = (n: number) => !span || (n >= span[0] && n <= span[1]);
	if (talked) return new Set(talked.filter(inSpan));
	const [first, last] = span ?? [1, 0];
	return new Set(Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

export function touches(segments: readonly number[], scope: ReadonlySet<number> | null): boolean {
	return scope === null || segments.some((n) => scope.has(n));
}

/** Whether the legend leaves a node; what is selected is never taken away. */
export function showsType(selection: Selection, type: string): boolean {
	return selection.types.length === 0 || selection.types.includes(type);
}

/** Doubtful ones only on request; what is selected is never taken away. */
export function showsNode(selection: Selection, node: GraphNode): boolean {
	if (node.weak && !selection.weak && node.slug !== selection.entity) return false;
	return showsType(selection, node.type);
}

export function showsEdge(graph: VideoGraph, selection: Selection, place: number): boolean {
	const edge = graph.edges[place];
	if (!edge) return false;
	if (edge.id === selection.connection) return true;
	if (edge.weak && !selection.weak) return false;
	return [edge.source, edge.target].every((end) => showsType(selection, graph.nodes[end]?.type ?? ""));
}

/** Equal for selections under the same filters, whatever is selected there. */
export function filtersKey(selection: Selection): string {
	return JSON.stringify([selection.types, selection.weak, selection.all]);
}

/** Equal for selections that leave the same nodes and connections. */
export function scopeKey(selection: Selection): string {
	return JSON.stringify([selection.types, selection.weak, selection.entity, selection.connection]);
}
