/** Which line lies under the pointer. Lines are thin and fingers are not, so that near is near enough. Pure. */
export interface Point {
	readonly x: number;
	readonly y: number;
}

const PIECES = 10;

/** The middle point of a line that is bent by `bend` of its length to its right. */
export function bendPoint(a: Point, b: Point, bend: number): Point {
	return { x: (a.x + b.x) / 2 + (b.y - a.y) * bend, y: (a.y + b.y) / 2 - (b.x - a.x) * bend };
}

export function distanceToLine(p: Point, a: Point, b: Point, bend: number): number {
	if (!bend) return distanceToPiece(p, a, b);
	const middle = bendPoint(a, b, bend);
	let nearest = Number.POSITIVE_INFINITY;
	let last = a;
	for (let i = 1; i <= PIECES; i++) {
		const t = i / PIECES;
		const next = {
			x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * middle.x + t * t * b.x,
			y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * middle.y + t * t * b.y,
		};
		nearest = Math.min(nearest, distanceToPiece(p, last, next));
		last = next;
	}
	return nearest;
}

function distanceToPiece(p: Point, a: Point, b: Point): number {
	const [dx, dy] = [b.x - a.x, b.y - a.y];
	const length = dx * dx + dy * dy;
	const t = length ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length)) : 0;
	return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}
