/** The selection as the address says it. The server reads the same parameters, so that every link works without us. */
import { TYPES } from "../appearance/colors";

export interface Selection {
	/** slug */
	readonly entity: string | null;
	/** its permanent name */
	readonly connection: string | null;
	readonly topic: string | null;
	readonly chapter: number | null;
	/** whole seconds */
	readonly at: number | null;
	/** empty: all */
	readonly types: readonly string[];
	/** whether less certain connections are shown */
	readonly weak: boolean;
	/** whether everything is drawn where only the most telling have room */
	readonly all: boolean;
	/** the segment up to which the graph is told; null: to the end */
	readonly until: number | null;
}

export const NOTHING: Selection = {
	entity: null,
	connection: null,
	topic: null,
	chapter: null,
	at: null,
	types: [],
	weak: false,
	all: false,
	until: null,
};

export function readAddress(search: string): Selection {
	const said = new URLSearchParams(search);
	const asked = (said.get("type") ?? "").split(",");
	return {
		entity: said.get("e") || null,
		connection: said.get("connection") || null,
		topic: said.get("topic") || null,
		chapter: readNumber(said.get("chapter")),
		at: readSecond(said.get("at")),
		types: TYPES.filter((type) => asked.includes(type)).sort(),
		weak: said.get("weak") === "1",
		all: said.get("all") === "1",
		until: readSecond(said.get("until")),
	};
}

const OURS = ["e", "connection", "topic", "chapter", "at", "type", "weak", "all", "until"];

/** Only what is selected, always in the same order; empty when nothing is. What else an address says (`kept`, a
 * search string) stays behind it. */
export function writeAddress(selection: Selection, kept = ""): string {
	const said = new URLSearchParams();
	if (selection.entity) said.set("e", selection.entity);
	if (selection.connection) said.set("connection", selection.connection);
	if (selection.topic) said.set("topic", selection.topic);
	if (selection.chapter !== null) said.set("chapter", String(selection.chapter));
	if (selection.at !== null) said.set("at", String(selection.at));
	if (selection.types.length) said.set("type", [...selection.types].sort().join(","));
	if (selection.weak) said.set("weak", "1");
	if (selection.all) said.set("all", "1");
	if (selection.until !== null) said.set("until", String(selection.until));
	for (const [name, value] of new URLSearchParams(kept)) if (!OURS.includes(name)) said.append(name, value);
	const text = said.toString().replaceAll("%2C", ",");
	return text ? `?${text}` : "";
}

function readNumber(text: string | null): number | null {
	return text !== null && /^\d{1,8}$/.test(text) ? Number(text) : null;
}

/** What has a fraction, as milliseconds over a thousand, is within its second. */
function readSecond(text: string | null): number | null {
	return readNumber(text?.replace(/\.\d*$/, "") ?? null);
}
