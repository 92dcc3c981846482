/** Holds the one selection, keeps it in the address, and tells whoever shows it. */
import { readAddress, type Selection, writeAddress } from "./address";

export type Listener = (now: Selection, before: Selection) => void;

export interface Store {
	readonly now: Selection;
	go(next: Selection): void;
	subscribe(listener: Listener): void;
}

export function openStore(page: Window): Store {
	const listeners: Listener[] = [];
	let now = readAddress(page.location.search);

	const become = (next: Selection): void => {
		const before = now;
		now = next;
		for (const listener of listeners) listener(now, before);
	};
	page.addEventListener("popstate", () => become(readAddress(page.location.search)));

	return {
		get now() {
			return now;
		},
		go(next) {
			if (writeAddress(next) === writeAddress(now)) return;
			page.history.pushState(null, "", page.location.pathname + writeAddress(next, page.location.search));
			become(next);
		},
		subscribe(listener) {
			listeners.push(listener);
		},
	};
}
