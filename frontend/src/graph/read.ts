/** The graph as the page carries it: short rows (see `graph_data.py`), read into named fields once. */
import type { PictureEdge, PictureNode } from "../canvas/picture";

export interface GraphNode extends PictureNode {
	readonly slug: string;
	readonly segments: readonly number[];
	/** doubtful, and without a certain connection */
	readonly weak: boolean;
	readonly edges: number[];
}

export interface GraphEdge extends PictureEdge {
	/** its permanent name, which outlives merges */
	readonly id: string;
	readonly segments: readonly number[];
}

export interface VideoGraph {
	readonly nodes: readonly GraphNode[];
	readonly edges: readonly GraphEdge[];
	readonly bySlug: ReadonlyMap<string, number>;
	readonly byId: ReadonlyMap<string, number>;
	/** the segments of each, by its slug */
	readonly topics: ReadonlyMap<string, readonly number[]>;
	/** first and last segment of each, by its number */
	readonly chapters: ReadonlyMap<string, readonly [number, number]>;
	/** when each segment begins, in milliseconds; null where that is not known */
	readonly starts: readonly (number | null)[];
	/** of the last segment, in milliseconds */
	readonly end: number;
}

type NodeRow = [string, string, string, number, number, number, number[], 0 | 1];
type EdgeRow = [string, number, number, number, string, number, 0 | 1, number[]];

export interface Written {
	nodes: NodeRow[];
	edges: EdgeRow[];
	phrases: string[];
	topics: Record<string, number[]>;
	chapters: Record<string, [number, number]>;
	starts: (number | null)[];
	end: number;
}

export function readGraph(written: Written): VideoGraph {
	const nodes = written.nodes.map(readNode);
	const edges = written.edges.map((row) => readEdge(row, written.phrases));
	edges.forEach((edge, i) => {
		nodes[edge.source]?.edges.push(i);
		nodes[edge.target]?.edges.push(i);
	});
	return {
		nodes,
		edges,
		bySlug: new Map(nodes.map((node, i) => [node.slug, i])),
		byId: new Map(edges.map((edge, i) => [edge.id, i])),
		topics: new Map(Object.entries(written.topics)),
		chapters: new Map(Object.entries(written.chapters)),
		starts: written.starts,
		end: written.end,
	};
}

function readNode([slug, name, type, salience, x, y, segments, weak]: NodeRow): GraphNode {
	return { slug, name, type, salience, x, y, segments, weak: weak === 1, edges: [] };
}

function readEdge(
	[id, source, target, place, polarity, weight, weak, segments]: EdgeRow,
	phrases: string[],
): GraphEdge {
	return { id, source, target, phrase: phrases[place] ?? "", polarity, weight, weak: weak === 1, segments };
}
