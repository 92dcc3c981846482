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
const STEP = 0.085;
const COLUMN = 0.055;
const HIGHEST = 1.5;
const UNDATED = -1.12;
const FEW_YEARS_MS = 2.5 * 365 * 86_400_000;

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
	const count = Math.max(1, Math.round(Math.sqrt(groups.length)));
	const rows: Group[][] = Array.from({ length: count }, () => []);
	let sum = 0;
	for (const group of groups) {
		rows[Math.min(count - 1, Math.floor((sum / total) * count))]?.push(group);
		sum += group.radius;
	}
	return rows.filter((row) => row.length);
}

/** From left to right by day; what has none stands at the left. The foremost are nearest to the middle line. */
export function placeByDay(days: readonly string[], ranks: readonly number[]): Layout {
	const times = days.map((day) => (day ? Date.parse(day) : Number.NaN));
	const dated = times.filter((time) => !Number.isNaN(time));
	const [first, last] = [Math.min(...dated), Math.max(...dated)];
	const x = (time: number): number => (last > first ? -1 + (2 * (time - first)) / (last - first) : 0);
	const order = days.map((_, place) => place).sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b);
	const columns = new Map<number, number>();
	const stacked = order.map((place): [number, number, number] => {
		const time = times[place] ?? Number.NaN;
		const at = Number.isNaN(time) ? UNDATED : x(time);
		const column = Math.round(at / COLUMN);
		const taken = columns.get(column) ?? 0;
		columns.set(column, taken + 1);
		return [place, at, Math.ceil(taken / 2) * (taken % 2 ? 1 : -1)];
	});
	const step = Math.min(STEP, HIGHEST / Math.max(1, ...columns.values()));
	const spots: Spot[] = days.map(() => ({ x: 0, y: 0 }));
	for (const [place, at, steps] of stacked) spots[place] = { x: at, y: steps * step };
	const low = Math.min(0, ...spots.map((spot) => spot.y)) - 2 * ABOVE;
	const regions = dated.length ? listMarks(first, last).map(([name, time]) => ({ name, x: x(time), y: low })) : [];
	if (dated.length < days.length) regions.push({ name: "undated", x: UNDATED, y: low });
	return { spots, regions };
}

/** Years, or quarters where there are few. */
function listMarks(first: number, last: number): [string, number][] {
	if (last - first < FEW_YEARS_MS) return listQuarters(first, last);
	const [from, to] = [new Date(first).getUTCFullYear(), new Date(last).getUTCFullYear()];
	const each = Math.max(1, Math.ceil((to - from + 1) / 12));
	const years = Array.from({ length: Math.floor((to - from) / each) + 1 }, (_, i) => from + i * each);
	return years.map((year) => [String(year), Math.max(first, Date.UTC(year, 0, 1))]);
}

function listQuarters(first: number, last: number): [string, number][] {
	const marks: [string, number][] = [];
	const start = new Date(first);
	for (let month = start.getUTCMonth() - (start.getUTCMonth() % 3); ; month += 3) {
		const time = Date.UTC(start.getUTCFullYear(), month, 1);
		if (time > last) return marks;
		const name = new Date(time).toLocaleDateString("en", { month: "short", year: "numeric", timeZone: "UTC" });
		marks.push([name, Math.max(first, time)]);
	}
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
