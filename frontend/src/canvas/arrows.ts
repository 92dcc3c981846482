/** Which way an arrow key leads, y upwards. Pure. */
const WAYS: Record<string, readonly [number, number]> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, 1],
	ArrowDown: [0, -1],
};

/** `by`: how far. null: no arrow. */
export function readArrow(key: string, by: number): [number, number] | null {
	const way = WAYS[key];
	return way ? [way[0] * by, way[1] * by] : null;
}
