/** Fetches the graph of an address; one that was seen is not asked for twice. */
import { isAbort } from "../api/abort";
import { type ExploredGraph, type Rows, readRows } from "./rows";

const ADDRESS = "/api/v1/explore/";
const MOST_KEPT = 12;
const UNAUTHORIZED = 401;

/** What the server said in words, or that it can't be reached. */
export class SourceError extends Error {}

export interface Source {
	/** Rejects with AbortError when another question overtakes it, or the page is left, and with SourceError. */
	load(question: string): Promise<ExploredGraph>;
}

interface Running {
	readonly asked: string;
	readonly control: AbortController;
	readonly answer: Promise<ExploredGraph>;
}

export function openSource(question: string, first: ExploredGraph): Source {
	const kept = new Map([[question, first]]);
	let running: Running | null = null;
	const fetchGraph = async (asked: string, control: AbortController): Promise<ExploredGraph> => {
		try {
			const graph = readRows(await ask(asked, control.signal));
			if (kept.size >= MOST_KEPT) kept.clear();
			kept.set(asked, graph);
			return graph;
		} finally {
			if (running?.control === control) running = null;
		}
	};
	return {
		async load(asked) {
			if (running?.asked === asked) return running.answer;
			running?.control.abort();
			running = null;
			const known = kept.get(asked);
			if (known) return known;
			const control = new AbortController();
			running = { asked, control, answer: fetchGraph(asked, control) };
			return running.answer;
		},
	};
}

async function ask(question: string, signal: AbortSignal): Promise<Rows> {
	try {
		const response = await fetch(ADDRESS + question, { signal, headers: { Accept: "application/json" } });
		if (response.ok) return (await response.json()) as Rows;
		if (response.status === UNAUTHORIZED) {
			location.reload(); // signed out meanwhile: the page itself leads to signing in, and back to this view
			throw new DOMException("the page is left", "AbortError");
		}
		const problem = (await response.json().catch(() => null)) as { message?: string } | null;
		throw new SourceError(problem?.message ?? "The graph could not be loaded.");
	} catch (error) {
		if (error instanceof SourceError || isAbort(error)) throw error;
		// an answer that broke off or is none, too
		throw new SourceError("The server can't be reached. Check the connection.");
	}
}
