/** Chooses where labels stand so that none lies on another or on a dot, nor so near to another dot that it could be
 * taken for that one's name. Pure; the same rule as the server's drawing. */
export interface Spot {
	readonly x: number;
	readonly y: number;
	readonly radius: number;
	readonly width: number;
	/** lines that leave to the right, left, below and above: a label prefers the side with the fewest */
	readonly busy?: readonly number[];
}

export interface Box {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

const CELL = 64;
const GAP = 5;
/** How far a name stands from other dots, in parts of a line's height: about twice as far as from its own. */
const APART = 0.6;
/** The most important few are named even near to or over a lesser dot, though never over another name. */
const MUST = 8;

/** Spots most important first. For each, a box or null. `height` of a line, in the same pixels as the rest. `others`:
 * what else is written there. */
export function placeLabels(
	spots: readonly Spot[],
	frame: Box,
	height: number,
	limit: number,
	dots: readonly Spot[] = spots,
	others: readonly Box[] = [],
): (Box | null)[] {
	const taken = new Grid();
	for (const box of others) taken.add(box, null);
	for (const dot of dots) taken.add(boxOf(dot), dot);
	let left = limit;
	return spots.map((spot, i) => {
		if (left <= 0) return null;
		const inside = candidates(spot, height).filter((box) => holds(frame, box));
		let free: Box | undefined;
		for (const apart of i < MUST ? [APART * height, 0, null] : [APART * height])
			free ??= inside.find((box) => taken.isFree(box, spot, apart));
		if (!free) return null;
		left -= 1;
		taken.add(free, null);
		return free;
	});
}

export function boxOf({ x, y, radius }: Spot): Box {
	return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

function widen({ left, top, right, bottom }: Box, by: number): Box {
	return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

function candidates({ x, y, radius, width, busy }: Spot, height: number): Box[] {
	const away = radius + GAP;
	const at = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height });
	const boxes = [
		at(x + away, y - height / 2),
		at(x - away - width, y - height / 2),
		at(x - width / 2, y + away),
		at(x - width / 2, y - away - height),
	];
	const sides = [0, 1, 2, 3].sort((a, b) => (busy?.[a] ?? 0) - (busy?.[b] ?? 0) || a - b);
	const aside = radius * 0.7 + 3;
	const corners = [1, -1].flatMap((dx) =>
		[1, -1].map((dy) => at(dx > 0 ? x + aside : x - aside - width, dy > 0 ? y + aside - 2 : y - aside + 2 - height)),
	);
	return [...sides.flatMap((side) => boxes[side] ?? []), ...corners];
}

function holds(outer: Box, inner: Box): boolean {
	return (
		outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right && outer.bottom >= inner.bottom
	);
}

export function meets(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Boxes by the cells that they lie in, so that a thousand dots cost no more than the few nearby. */
class Grid {
	private readonly cells = new Map<string, { box: Box; owner: Spot | null }[]>();

	add(box: Box, owner: Spot | null): void {
		for (const cell of cellsOf(box)) {
			const list = this.cells.get(cell);
			if (list) list.push({ box, owner });
			else this.cells.set(cell, [{ box, owner }]);
		}
	}

	/** `apart`: how far other dots must be; null where only other labels count. */
	isFree(box: Box, owner: Spot, apart: number | null): boolean {
		const around = widen(box, apart ?? 0);
		for (const cell of cellsOf(around)) {
			for (const other of this.cells.get(cell) ?? []) {
				if (other.owner === owner || (other.owner && apart === null)) continue;
				if (meets(other.owner ? around : box, other.box)) return false;
			}
		}
		return true;
	}
}

function* cellsOf(box: Box): Generator<string> {
	for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x++) {
		for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y++) yield `${x},${y}`;
	}
}
