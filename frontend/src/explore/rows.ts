/** The graph as the server sends it: short rows (see `exploring/rows.py`), read into named fields once. */
export interface ExploredNode {
	readonly slug: string;
	readonly name: string;
	readonly type: string;
	/** in the whole library */
	readonly relations: number;
	/** PageRank, 0..1 */
	readonly rank: number;
	/** -1: none */
	readonly group: number;
	readonly x: number;
	readonly y: number;
	/** ISO date of the first video, or empty */
	readonly day: string;
	/** places in `edges` */
	readonly edges: number[];
}

export interface ExploredEdge {
	/** its permanent name, which outlives merges */
	readonly id: string;
	/** places in `nodes` */
	readonly source: number;
	readonly target: number;
	readonly phrase: string;
	readonly polarity: string;
	readonly weight: number;
	/** 0..1 */
	readonly confidence: number;
}

export interface ExploredGraph {
	/** what it is about, in a few words */
	readonly title: string;
	readonly nodes: readonly ExploredNode[];
	readonly edges: readonly ExploredEdge[];
	readonly bySlug: ReadonlyMap<string, number>;
	readonly byId: ReadonlyMap<string, number>;
	/** name and size of each community */
	readonly groups: readonly (readonly [string, number])[];
	/** all connections among the nodes; `edges` has the strongest */
	readonly edgeCount: number;
	readonly truncated: boolean;
	/** in how many was looked; null: in all */
	readonly videos: number | null;
	/** whether more videos fit than were looked at */
	readonly cut: boolean;
}

type NodeRow = [string, string, string, number, number, number, number, number, number, string];
type EdgeRow = [string, number, number, number, string, number, number, 0 | 1];

export interface Rows {
	title: string;
	nodes: NodeRow[];
	edges: EdgeRow[];
	predicates: [string, string][];
	groups: [string, number][];
	seeds: number[];
	edge_count: number;
	truncated: boolean;
	videos: number | null;
	videos_cut: boolean;
}

export function readRows(rows: Rows): ExploredGraph {
	const nodes = rows.nodes.map(readNode);
	const edges = rows.edges.map((row) => readEdge(row, rows.predicates));
	edges.forEach((edge, place) => {
		nodes[edge.source]?.edges.push(place);
		nodes[edge.target]?.edges.push(place);
	});
	return {
		title: rows.title,
		nodes,
		edges,
		bySlug: new Map(nodes.map((node, place) => [node.slug, place])),
		byId: new Map(edges.map((edge, place) => [edge.id, place])),
		groups: rows.groups,
		edgeCount: rows.edge_count,
		truncated: rows.truncated,
		videos: rows.videos,
		cut: rows.videos_cut,
	};
}

function readNode([slug, name, type, , relations, rank, group, x, y, day]: NodeRow): ExploredNode {
	return { slug, name, type, relations, rank, group, x, y, day, edges: [] };
}

function readEdge(row: EdgeRow, predicates: readonly [string, string][]): ExploredEdge {
	const [id, source, target, place, polarity, weight, confidence] = row;
	const phrase = predicates[place]?.[1] ?? "";
	return { id, source, target, phrase, polarity, weight, confidence };
}
