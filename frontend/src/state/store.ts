/** Holds the one selection, keeps it in the address, and tells whoever shows it. */
import { readAddress, type Selection, writeAddress } from "./address";
import { openAddressWriter } from "./address-writer";

export type Listener = (now: Selection, before: Selection) => void;

export interface Store {
	readonly now: Selection;
	go(next: Selection): void;
	/** As `go`, without a step to come back to: for what changes by itself, or by the second. */
	slip(next: Selection): void;
	subscribe(listener: Listener): void;
}

export function openStore(page: Window): Store {
	const listeners: Listener[] = [];
	let now = readAddress(page.location.search);
	const writer = openAddressWriter(page, () => writeAddress(now, page.location.search));

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
			writer.step(writeAddress(next, page.location.search));
			become(next);
		},
		slip(next) {
			if (writeAddress(next) === writeAddress(now)) return;
			become(next);
			writer.slip();
		},
		subscribe(listener) {
			listeners.push(listener);
		},
	};
}
