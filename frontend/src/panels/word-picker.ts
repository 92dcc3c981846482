/** Words selected in a transcript get a button beside them, for editors: what do they name, or state? The key "e" presses it,
 * or opens the whole segment in which the focus is. */
import { hereAndNow, openEditDialog } from "./edit-dialog";
import { isCovered, isTyping } from "./typing";

interface Picked {
	segment: string;
	start: number;
	text: string;
	box: DOMRect;
}

/** In pixels: how near to the window's edge the button may stand, and its room there. */
const [EDGE, WIDE, HIGH] = [8, 160, 48];

export function bindWordPicker(transcript: HTMLElement, video: string): void {
	const button = document.createElement("button");
	button.type = "button";
	button.className = "pick-words";
	button.textContent = "Edit these words";
	button.hidden = true;
	document.body.append(button);
	let picked: Picked | null = null;

	const ask = (words: Record<string, string>): void => {
		const asked = new URLSearchParams({ video, ...words, next: hereAndNow() });
		button.hidden = true;
		openEditDialog(`/desk/words/?${asked}`, transcript);
	};
	const open = (): void => {
		if (picked) ask({ segment: picked.segment, start: String(picked.start), text: picked.text });
	};
	const offer = (): void => {
		picked = readSelection(transcript);
		button.hidden = !picked;
		if (!picked) return;
		const { left, bottom } = picked.box;
		button.style.insetInlineStart = `${Math.max(EDGE, Math.min(left, innerWidth - WIDE))}px`;
		button.style.insetBlockStart = `${Math.max(EDGE, Math.min(bottom + 6, innerHeight - HIGH))}px`;
	};
	document.addEventListener("selectionchange", offer);
	addEventListener("scroll", () => picked && offer(), { passive: true });
	// words that are marked already are selected from their first letter, not dragged away or followed
	for (const link of transcript.querySelectorAll<HTMLElement>("a.m")) link.draggable = false;
	transcript.addEventListener("click", (event) => {
		if (picked && event.detail > 0 && (event.target as Element).closest("a.m")) event.preventDefault();
	});
	button.addEventListener("mousedown", (event) => event.preventDefault());
	button.addEventListener("click", open);
	document.addEventListener("keydown", (event) => {
		const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !isCovered();
		const row = document.activeElement?.closest<HTMLElement>("li.seg");
		if (event.key !== "e" || !plain || !(picked || row) || isTyping(event.target)) return;
		event.preventDefault();
		if (picked) open();
		else if (row) ask({ segment: row.id.slice(1) });
	});
}

/** Offsets count code points, as the server does. Three clicks take a whole paragraph, and end before whatever comes next. */
export function readSelection(transcript: HTMLElement): Picked | null {
	const selection = getSelection();
	if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
	const range = selection.getRangeAt(0);
	const said = findParagraph(range.startContainer);
	const row = said?.closest<HTMLElement>("li.seg");
	if (!said || !row || !transcript.contains(said)) return null;
	const words = range.cloneRange();
	if (!said.contains(range.endContainer)) words.setEnd(said, said.childNodes.length);
	const raw = words.toString();
	const text = raw.trim();
	if (!text || text !== range.toString().trim()) return null;
	const before = words.cloneRange();
	before.selectNodeContents(said);
	before.setEnd(words.startContainer, words.startOffset);
	const lead = before.toString() + raw.slice(0, raw.indexOf(text));
	return { segment: row.id.slice(1), start: Array.from(lead).length, text, box: words.getBoundingClientRect() };
}

function findParagraph(node: Node): HTMLElement | null {
	const element = node instanceof Element ? node : node.parentElement;
	return element?.closest<HTMLElement>(".seg p") ?? null;
}
