/** Fetches the graph of an address; one that was seen is not asked for twice. */
import { type ExploredGraph, type Rows, readRows } from "./rows";

const ADDRESS = "/api/v1/explore/";
const MOST_KEPT = 12;

/** What the server said in words, or that it can't be reached. */
export class SourceError extends Error {}

export interface Source {
	/** Rejects with AbortError when a later question overtakes it, and with SourceError. */
	load(question: string): Promise<ExploredGraph>;
}

export function openSource(question: string, first: ExploredGraph): Source {
	const kept = new Map([[question, first]]);
	let running: AbortController | null = null;
	return {
		async load(asked) {
			running?.abort();
			const known = kept.get(asked);
			if (known) return known;
			running = new AbortController();
			const graph = readRows(await ask(asked, running.signal));
			if (kept.size >= MOST_KEPT) kept.clear();
			kept.set(asked, graph);
			return graph;
		},
	};
}

async function ask(question: string, signal: AbortSignal): Promise<Rows> {
	try {
		const response = await fetch(ADDRESS + question, { signal, headers: { Accept: "application/json" } });
		if (response.ok) return (await response.json()) as Rows;
		const problem = (await response.json().catch(() => null)) as { message?: string } | null;
		throw new SourceError(problem?.message ?? "The graph could not be loaded.");
	} catch (error) {
		if (error instanceof SourceError || isAbort(error)) throw error;
		// an answer that broke off or is none, too
		throw new SourceError("The server can't be reached. Check the connection.");
	}
}

/** Whether something was given up because it is wanted no longer. */
export function isAbort(error: unknown): boolean {
	return error instanceof DOMException && error.name === "AbortError";
}
