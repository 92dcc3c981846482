/** The panel beside the graph: always what the selection says, fetched from the server in its own words. */
import { isAbort } from "../api/abort";
import { openPanelSource } from "../api/panel";
import { NOTHING, type Selection, writeAddress } from "../state/address";
import { sayFailed } from "./failed";

export interface Panel {
	show(now: Selection, before: Selection, byKeyboard: boolean): void;
}

export function bindPanel(box: HTMLElement, address: string): Panel {
	const source = openPanelSource(address);
	return {
		show(now, before, byKeyboard) {
			if (now.entity === before.entity && now.connection === before.connection && now.weak === before.weak) return;
			void refresh(box, now, byKeyboard, source.load);
		},
	};
}

/** Whether the focus is still on what asked, or nowhere: who went on meanwhile keeps it. */
export function isLeft(asker: Element | null): boolean {
	return [asker, document.body, null].includes(document.activeElement);
}

async function refresh(
	box: HTMLElement,
	now: Selection,
	byKeyboard: boolean,
	load: (query: string) => Promise<string>,
): Promise<void> {
	if (!now.entity && !now.connection) {
		box.hidden = true;
		box.replaceChildren();
		return;
	}
	const asker = document.activeElement;
	const query = writeAddress({ ...NOTHING, entity: now.entity, connection: now.connection, weak: now.weak });
	box.hidden = false;
	box.setAttribute("aria-busy", "true");
	try {
		box.innerHTML = await load(query);
		box.scrollTop = 0;
		box.closest("aside")?.scrollTo({ top: 0 });
		if (byKeyboard && isLeft(asker)) box.focus({ preventScroll: true });
	} catch (error) {
		if (isAbort(error)) return;
		sayFailed(box, "This could not be loaded.", () => void refresh(box, now, true, load));
	}
	box.removeAttribute("aria-busy");
}
