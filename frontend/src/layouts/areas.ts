/** Places by what things are, and by when they were first said. The same every time. Pure. */
export interface Spot {
	readonly x: number;
	readonly y: number;
}

export interface Named extends Spot {
	readonly name: string;
}

export interface Layout {
	/** by place in the nodes; the larger half-extent is about 1, y upwards */
	readonly spots: readonly Spot[];
	readonly regions: readonly Named[];
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const ABOVE = 0.09;
const BESIDE = 1.35;
const STEP = 0.034;
const UNDATED = -1.12;

/** Each kind fills a disc of its own, the foremost in the middle. `kinds`: the kind of each node, in the order of
 * `order`; `ranks`: what stands in the middle has the highest. */
export function placeByKind(
	kinds: readonly string[],
	ranks: readonly number[],
	order: readonly (readonly [string, string])[],
): Layout {
	const groups = order.flatMap(([kind, name]) => {
		const members = kinds.flatMap((one, place) => (one === kind ? [place] : []));
		members.sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b);
		return members.length ? [{ name, members, radius: Math.sqrt(members.length) + 0.6 }] : [];
	});
	groups.sort((a, b) => b.radius - a.radius);
	const rows = splitRows(groups);
	const spots: Spot[] = kinds.map(() => ({ x: 0, y: 0 }));
	const regions: Named[] = [];
	let top = 0;
	for (const row of rows) {
		const high = Math.max(...row.map((group) => group.radius));
		const wide = row.reduce((sum, group) => sum + group.radius * 2 * BESIDE, 0);
		let left = -wide / 2;
		for (const group of row) {
			const [x, y] = [left + group.radius * BESIDE, top - high];
			group.members.forEach((place, i) => {
				const away = group.radius * Math.sqrt((i + 0.3) / group.members.length);
				spots[place] = { x: x + away * Math.cos(i * GOLDEN), y: y + away * Math.sin(i * GOLDEN) };
			});
			regions.push({ name: group.name, x, y: y + group.radius * 1.12 + ABOVE });
			left += group.radius * 2 * BESIDE;
		}
		top -= high * 2.35;
	}
	return scaleToFit({ spots, regions });
}

function splitRows<Group extends { radius: number }>(groups: readonly Group[]): Group[][] {
	const total = groups.reduce((sum, group) => sum + group.radius, 0);
	if (groups.length < 4) return [[...groups]];
	const first: Group[] = [];
	const second: Group[] = [];
	let sum = 0;
	for (const group of groups) {
		(sum < total / 2 ? first : second).push(group);
		sum += group.radius;
	}
	return [first, second];
}

/** From left to right by day; what has none stands at the left. The foremost are nearest to the middle line. */
export function placeByDay(days: readonly string[], ranks: readonly number[]): Layout {
	const times = days.map((day) => (day ? Date.parse(day) : Number.NaN));
	const dated = times.filter((time) => !Number.isNaN(time));
	const [first, last] = [Math.min(...dated), Math.max(...dated)];
	const x = (time: number): number => (last > first ? -1 + (2 * (time - first)) / (last - first) : 0);
	const order = days.map((_, place) => place).sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b);
	const columns = new Map<number, number>();
	const spots: Spot[] = days.map(() => ({ x: 0, y: 0 }));
	for (const place of order) {
		const time = times[place] ?? Number.NaN;
		const at = Number.isNaN(time) ? UNDATED : x(time);
		const column = Math.round(at / (STEP * 1.6));
		const taken = columns.get(column) ?? 0;
		columns.set(column, taken + 1);
		spots[place] = { x: at, y: Math.ceil(taken / 2) * STEP * (taken % 2 ? 1 : -1) };
	}
	const low = Math.min(0, ...spots.map((spot) => spot.y)) - 2 * ABOVE;
	const regions = dated.length ? listYears(first, last).map(([name, time]) => ({ name, x: x(time), y: low })) : [];
	if (dated.length < days.length) regions.push({ name: "undated", x: UNDATED, y: low });
	return { spots, regions };
}

function listYears(first: number, last: number): [string, number][] {
	const [from, to] = [new Date(first).getUTCFullYear(), new Date(last).getUTCFullYear()];
	const each = Math.max(1, Math.ceil((to - from + 1) / 12));
	const years = Array.from({ length: Math.floor((to - from) / each) + 1 }, (_, i) => from + i * each);
	return years.map((year) => [String(year), Math.max(first, Date.UTC(year, 0, 1))]);
}

export function scaleToFit({ spots, regions }: Layout): Layout {
	const xs = spots.map((spot) => spot.x);
	const ys = spots.map((spot) => spot.y);
	if (!spots.length) return { spots, regions };
	const [left, right] = [Math.min(...xs), Math.max(...xs)];
	const [low, high] = [Math.min(...ys), Math.max(...ys)];
	const half = Math.max(right - left, high - low, 1e-9) / 2;
	const move = <S extends Spot>(spot: S): S => ({
		...spot,
		x: (spot.x - (left + right) / 2) / half,
		y: (spot.y - (low + high) / 2) / half,
	});
	return { spots: spots.map(move), regions: regions.map(move) };
}
