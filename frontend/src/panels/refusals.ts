/** What the server refuses, or does not answer, is said beside what asked for it. The page stays as it is: whatever was
 * written in it can be sent again, and what asks by itself goes on asking. */
const SILENT = "The server does not answer just now. Try again.";

interface Asked {
	readonly elt: Element;
	readonly target: Element;
	readonly xhr: XMLHttpRequest;
	readonly successful?: boolean;
	/** Missing where nobody did anything: it asked by itself. */
	readonly requestConfig?: { readonly triggeringEvent?: Event };
}

export function bindRefusals(page: Document = document): void {
	const notice = page.createElement("p");
	notice.className = "notice";
	notice.setAttribute("role", "alert");
	const say = (event: Event): void => {
		const { elt, target, xhr, requestConfig } = (event as CustomEvent<Asked>).detail;
		const words = readRefusal(xhr.responseText);
		// said once, however often what asks by itself is refused
		if (notice.isConnected && notice.textContent === words) return;
		notice.remove();
		notice.textContent = words;
		const asker = elt === page.body ? target : elt;
		(asker.closest("p, li, .row") ?? asker).before(notice);
		if (requestConfig?.triggeringEvent) notice.scrollIntoView({ block: "nearest" });
	};
	page.addEventListener("htmx:responseError", say);
	page.addEventListener("htmx:sendError", say);
	page.addEventListener("htmx:afterRequest", (event) => {
		if ((event as CustomEvent<Asked>).detail.successful) notice.remove();
	});
}

/** In our server's own words; what stands in between, such as a proxy, has none for a reader. */
function readRefusal(answer: string): string {
	const said = new DOMParser().parseFromString(answer, "text/html").querySelector("p.notice");
	return said?.textContent?.trim() || SILENT;
}
