/** The whole state of the exploring page as its address says it: what is there, and how it is shown. The server reads
 * the same parameters (`exploring/wish.py`), so that every link works without us. */
export const FILTERS = [
	"topic",
	"video",
	"channel",
	"speaker",
	"predicate",
	"since",
	"until",
	"sure",
	"weight",
	"review",
	"size",
] as const;
/** How many names are shown; the usual number is not said. */
const SIZES = [60, 120, 300, 1000, 5000];
const USUAL_SIZE = 120;
export type Filter = (typeof FILTERS)[number];
export const LOOKS = ["layout", "by", "colour"] as const;
export type Look = (typeof LOOKS)[number];

/** No more can be opened, or chosen, at once: the server reads no more. */
export const MOST_NAMED = 40;

export interface Pin {
	readonly slug: string;
	readonly x: number;
	readonly y: number;
}

export interface Explored {
	/** slugs that it begins with */
	readonly seeds: readonly string[];
	readonly q: string;
	readonly filters: Readonly<Partial<Record<Filter, string>>>;
	/** empty: all */
	readonly types: readonly string[];
	/** slugs, in the order of opening */
	readonly opened: readonly string[];
	readonly closed: readonly string[];
	readonly hidden: readonly string[];
	readonly pins: readonly Pin[];
	/** slugs */
	readonly chosen: readonly string[];
	/** its permanent name */
	readonly connection: string | null;
	readonly looks: Readonly<Partial<Record<Look, string>>>;
}

export const EMPTY: Explored = {
	seeds: [],
	q: "",
	filters: {},
	types: [],
	opened: [],
	closed: [],
	hidden: [],
	pins: [],
	chosen: [],
	connection: null,
	looks: {},
};

/** Parts of the picture's half width. */
const PIN_UNIT = 1000;
const PIN = /^([^:,]{1,200}):(-?\d{1,6}):(-?\d{1,6})$/;

export function readExplored(search: string): Explored {
	const said = new URLSearchParams(search);
	return {
		seeds: unique(said.getAll("e")),
		q: (said.get("q") ?? "").trim(),
		filters: readFilters(said),
		types: list(said.getAll("type").join()).sort(),
		opened: list(said.get("open")).slice(0, MOST_NAMED),
		closed: list(said.get("shut")),
		hidden: list(said.get("hide")),
		pins: list(said.get("pin")).flatMap(readPin),
		chosen: list(said.get("on")).slice(0, MOST_NAMED),
		connection: said.get("connection") || null,
		looks: pick(said, LOOKS),
	};
}

/** What is there: a question to the server, the same for the same graph. */
export function writeQuestion(now: Explored): string {
	const said = new URLSearchParams();
	for (const seed of now.seeds) said.append("e", seed);
	if (now.q) said.set("q", now.q);
	for (const name of FILTERS) if (now.filters[name]) said.set(name, now.filters[name] ?? "");
	if (now.types.length) said.set("type", [...now.types].sort().join(","));
	if (now.opened.length) said.set("open", now.opened.join(","));
	if (now.looks.layout === "time") said.set("layout", "time");
	return finish(said);
}

/** Characters; the web server takes a first line of 8190 (`graphapp/runs/workers/serving.py`). */
const LONGEST = 7800;

/** Whether a server is asked for it: encoded once more, as files take it along and as signing in comes back to it. */
export function fits(now: Explored): boolean {
	return encodeURIComponent(writeExplored(now)).length <= LONGEST;
}

/** Always in the same order; empty for the whole library. */
export function writeExplored(now: Explored): string {
	const said = new URLSearchParams(writeQuestion({ ...now, looks: {} }));
	if (now.closed.length) said.set("shut", now.closed.join(","));
	if (now.hidden.length) said.set("hide", now.hidden.join(","));
	if (now.pins.length) said.set("pin", now.pins.map(writePin).join(","));
	for (const name of LOOKS) if (now.looks[name]) said.set(name, now.looks[name] ?? "");
	if (now.chosen.length) said.set("on", now.chosen.join(","));
	if (now.connection) said.set("connection", now.connection);
	return finish(said);
}

function finish(said: URLSearchParams): string {
	const text = said.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
	return text ? `?${text}` : "";
}

function pick<Name extends string>(said: URLSearchParams, names: readonly Name[]): Partial<Record<Name, string>> {
	const found: Partial<Record<Name, string>> = {};
	for (const name of names) {
		const value = said.get(name)?.trim();
		if (value) found[name] = value;
	}
	return found;
}

/** As the server understands them, and so as its form says them: of several predicates all, of sizes the nearest. */
function readFilters(said: URLSearchParams): Explored["filters"] {
	const predicate = list(said.getAll("predicate").join()).sort().join();
	const filters = { ...pick(said, FILTERS), predicate, size: readSize(said.get("size") ?? "") };
	return Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
}

function readSize(text: string): string {
	const wanted = /^\d{1,8}$/.test(text) ? Number(text) : 0;
	if (!wanted) return "";
	const [nearest] = [...SIZES].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
	return nearest === USUAL_SIZE ? "" : String(nearest);
}

function list(text: string | null): string[] {
	return unique((text ?? "").split(",").map((part) => part.trim()));
}

function unique(parts: readonly string[]): string[] {
	return [...new Set(parts.filter(Boolean))];
}

function readPin(text: string): Pin[] {
	const [, slug, x, y] = PIN.exec(text) ?? [];
	return slug ? [{ slug, x: Number(x) / PIN_UNIT, y: Number(y) / PIN_UNIT }] : [];
}

function writePin({ slug, x, y }: Pin): string {
	return `${slug}:${Math.round(x * PIN_UNIT)}:${Math.round(y * PIN_UNIT)}`;
}
