/** What was seen before and what was undone. Choosing something is no step: only the view is. Pure. */
import { viewOf } from "./acts";
import { type Explored, writeExplored } from "./address";

export interface Timeline {
	readonly past: readonly Explored[];
	readonly now: Explored;
	readonly future: readonly Explored[];
}

const LONGEST = 200;

export function begin(now: Explored): Timeline {
	return { past: [], now, future: [] };
}

/** A new view ends what was undone; a new choice in the same view does not. */
export function step(line: Timeline, next: Explored): Timeline {
	if (isSameView(line.now, next)) return { ...line, now: next };
	return { past: [...line.past, line.now].slice(-LONGEST), now: next, future: [] };
}

/** What is chosen stays chosen. */
export function undo(line: Timeline): Timeline {
	const before = line.past.at(-1);
	if (!before) return line;
	return { past: line.past.slice(0, -1), now: keepChoice(before, line.now), future: [line.now, ...line.future] };
}

export function redo(line: Timeline): Timeline {
	const [next, ...future] = line.future;
	if (!next) return line;
	return { past: [...line.past, line.now], now: keepChoice(next, line.now), future };
}

/** Where the browser went: a step back is an undo, any other is a step. */
export function travel(line: Timeline, to: Explored): Timeline {
	const before = line.past.at(-1);
	if (before && isSameView(before, to)) return { ...undo(line), now: to };
	const [next] = line.future;
	if (next && isSameView(next, to)) return { ...redo(line), now: to };
	return step(line, to);
}

export function isSameView(a: Explored, b: Explored): boolean {
	return writeExplored(viewOf(a)) === writeExplored(viewOf(b));
}

function keepChoice(view: Explored, now: Explored): Explored {
	return { ...view, chosen: now.chosen, connection: now.connection };
}
