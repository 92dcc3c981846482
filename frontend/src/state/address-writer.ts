/** Writes the page's address. Browsers refuse addresses that change too often: what changes by itself, or while a key is
 * held, is written a little later, as it is by then. */
export interface AddressWriter {
	/** A step to come back to. `search`: what stands behind the path. */
	step(search: string): void;
	/** In place of the present one, soon. */
	slip(): void;
}

const WAIT_MS = 400;

/** `write`: the address as it is now, behind the path. */
export function openAddressWriter(page: Window, write: () => string): AddressWriter {
	let timer = 0;
	/** Each step in a frame would be one more on its site's way back, which is not ours to lengthen. */
	const keep = page.parent === page ? "pushState" : "replaceState";
	const path = (): string => page.location.pathname;
	const replace = (): void => {
		timer = 0;
		page.history.replaceState(null, "", path() + write());
	};
	return {
		step(search) {
			if (timer) {
				page.clearTimeout(timer);
				replace(); // what is stepped back to is as it was left
			}
			page.history[keep](null, "", path() + search);
		},
		slip() {
			timer ||= page.setTimeout(replace, WAIT_MS);
		},
	};
}
