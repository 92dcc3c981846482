/** What lies around a dot or a line, as lettering needs to know it. Pure. */
import { bendPoint, type Point } from "./hits";
import type { Picture } from "./picture";

/** How many certain lines leave a node to the right, left, below and above. */
export function countSides(picture: Picture, place: number): number[] {
	const sides = [0, 0, 0, 0];
	const node = picture.nodes[place];
	for (const at of node?.edges ?? []) {
		const edge = picture.edges[at];
		const other = edge && picture.nodes[edge.source === place ? edge.target : edge.source];
		if (!node || !other || edge.weak) continue;
		const [dx, dy] = [other.x - node.x, other.y - node.y];
		const side = Math.abs(dx) > Math.abs(dy) * 1.3 ? (dx > 0 ? 0 : 1) : dy < 0 ? 2 : 3;
		sides[side] = (sides[side] ?? 0) + 1;
	}
	return sides;
}

/** Half way along a line that is bent: half way, too, from its middle to its bend. */
export function middleOf(a: Point, b: Point, bend: number): Point {
	const corner = bendPoint(a, b, bend);
	return { x: (a.x + b.x) / 4 + corner.x / 2, y: (a.y + b.y) / 4 + corner.y / 2 };
}
