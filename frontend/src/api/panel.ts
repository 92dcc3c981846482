/** Fetches the panel as the server writes it; a panel that was seen is not asked for twice. */
export interface PanelSource {
	/** HTML, escaped by the server. Rejects with AbortError when a later call overtakes it, or the page is left. */
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
			const response = await fetch(address + query, { signal: running.signal, headers: askAsPart() });
			const lead = response.headers.get("HX-Redirect");
			if (lead) {
				location.assign(lead);
				throw new DOMException("the page is left", "AbortError");
			}
			if (!response.ok) throw new Error(`the panel could not be loaded (${response.status})`);
			const html = await response.text();
			if (kept.size >= MOST_KEPT) kept.clear();
			kept.set(query, html);
			return html;
		},
	};
}

/** As htmx asks: the server then answers with a part of a page, or leads the page itself to where it has to go. */
function askAsPart(): Record<string, string> {
	return { Accept: "text/html", "HX-Request": "true", "HX-Current-URL": location.href };
}
