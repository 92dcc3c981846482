/** The shape of each entity type, as numbers that WebGL and canvas share. The server's drawing has the same
 * (`drawing/svg.py`). Pure. */

/** corners (0: a circle), turn in radians, how far the corners reach, and how deep a star is cut (1: a polygon) */
export type Shape = readonly [corners: number, turn: number, reach: number, cut: number];

const CIRCLE: Shape = [0, 0, 1, 1];
const SHAPES: Record<string, Shape> = {
	Person: CIRCLE,
	Organization: [4, Math.PI / 4, 1.16, 1],
	Product: [4, 0, 1.16, 1],
	Media: [3, 0, 1.3, 1],
	Event: [5, Math.PI / 2, 1.25, 0.45],
	Concept: [6, Math.PI / 6, 1.16, 1],
	Place: [3, -Math.PI / 2, 1.3, 1],
};

/** Nobody tells the corners of a dot of fewer pixels, and a thousand of them are costly. */
export const ROUND_BELOW = 3;

export function shapeOf(type: string): Shape {
	return SHAPES[type] ?? CIRCLE;
}

type Tracer = Pick<CanvasRenderingContext2D, "moveTo" | "lineTo" | "arc" | "closePath">;

/** Adds a shape to the path that is begun. `radius` in pixels. */
export function traceShape(pen: Tracer, type: string, x: number, y: number, radius: number): void {
	const [corners, turn, reach, cut] = shapeOf(type);
	if (!corners || radius < ROUND_BELOW) {
		pen.moveTo(x + radius, y);
		pen.arc(x, y, radius, 0, 2 * Math.PI);
		return;
	}
	const isStar = cut < 1;
	const steps = isStar ? corners * 2 : corners;
	for (let i = 0; i < steps; i++) {
		const angle = turn + (i * 2 * Math.PI) / steps;
		const away = radius * reach * (isStar && i % 2 ? cut : 1);
		const [px, py] = [x + away * Math.cos(angle), y - away * Math.sin(angle)];
		if (i) pen.lineTo(px, py);
		else pen.moveTo(px, py);
	}
	pen.closePath();
}
