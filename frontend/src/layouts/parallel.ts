/** Edges between the same two nodes are bent, so that each can be seen and reached. Pure. */
const STEP = 0.22;

/** A curvature for each edge, 0 for one that is alone; the same for the same graph. */
export function bendParallels(edges: readonly { source: number; target: number }[]): number[] {
	const groups = new Map<string, number[]>();
	edges.forEach((edge, i) => {
		const pair = [edge.source, edge.target].sort((a, b) => a - b).join(" ");
		groups.set(pair, [...(groups.get(pair) ?? []), i]);
	});
	const bends = edges.map(() => 0);
	for (const members of groups.values()) {
		members.forEach((edge, k) => {
			const bend = (k - (members.length - 1) / 2) * STEP;
			const one = edges[edge];
			bends[edge] = one && one.source > one.target ? -bend : bend;
		});
	}
	return bends;
}
