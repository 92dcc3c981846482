/** Fetches the panel as the server writes it; a panel that was seen is not asked for twice. */
export interface PanelSource {
	/** HTML, escaped by the server. Rejects with AbortError when a later call overtakes it. */
	load(query: string): Promise<string>;
}

const MOST_KEPT = 60;

export function openPanelSource(address: string): PanelSource {
	const kept = new Map<string, string>();
	let running: AbortController | null = null;
	return {
		async load(query) {
			running?.abort();
			const known = kept.get(query);
			if (known !== undefined) return known;
			running = new AbortController();
			const response = await fetch(address + query, { signal: running.signal, headers: { Accept: "text/html" } });
			if (!response.ok) throw new Error(`the panel could not be loaded (${response.status})`);
			const html = await response.text();
			if (kept.size >= MOST_KEPT) kept.clear();
			kept.set(query, html);
			return html;
		},
	};
}
