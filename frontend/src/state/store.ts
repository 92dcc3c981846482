/** Holds the one selection, keeps it in the address, and tells whoever shows it. */
import { readAddress, type Selection, writeAddress } from "./address";

export type Listener = (now: Selection, before: Selection) => void;

export interface Store {
	readonly now: Selection;
	go(next: Selection): void;
	/** As `go`, without a step to come back to: for what changes by itself, or by the second. */
	slip(next: Selection): void;
	subscribe(listener: Listener): void;
}

/** Browsers refuse addresses that change too often. */
const WRITE_MS = 400;

export function openStore(page: Window): Store {
	const listeners: Listener[] = [];
	let now = readAddress(page.location.search);
	let write = 0;

	const become = (next: Selection): void => {
		const before = now;
		now = next;
		for (const listener of listeners) listener(now, before);
	};
	/** Each step in a frame would be one more on its site's way back, which is not ours to lengthen. */
	const step = page.parent === page ? "pushState" : "replaceState";
	page.addEventListener("popstate", () => become(readAddress(page.location.search)));

	return {
		get now() {
			return now;
		},
		go(next) {
			if (writeAddress(next) === writeAddress(now)) return;
			page.clearTimeout(write);
			write = 0;
			page.history[step](null, "", page.location.pathname + writeAddress(next, page.location.search));
			become(next);
		},
		slip(next) {
			if (writeAddress(next) === writeAddress(now)) return;
			become(next);
			write ||= page.setTimeout(() => {
				write = 0;
				page.history.replaceState(null, "", page.location.pathname + writeAddress(now, page.location.search));
			}, WRITE_MS);
		},
		subscribe(listener) {
			listeners.push(listener);
		},
	};
}
