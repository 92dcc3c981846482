/** Files to take along hold the view as it is now, not as it was when the page was loaded. */

/** What the server reads as its usual view: an empty one would be the whole library. */
const USUAL = "size=200";

export function takeThisView(event: Event): void {
	const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(".take a") : null;
	if (!link) return;
	const address = new URL(link.href);
	address.searchParams.set("view", location.search.slice(1) || USUAL);
	link.href = address.href;
}
