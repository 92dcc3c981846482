/** Every way in which a selection changes, as pure functions. */
import type { Selection } from "./address";

export function chooseEntity(now: Selection, entity: string | null): Selection {
	return { ...now, entity, connection: null };
}

/** The entity stays: closing the connection leads back to it. */
export function chooseConnection(now: Selection, connection: string | null): Selection {
	return { ...now, connection };
}

/** Choosing what is chosen already gives it up. */
export function toggleTopic(now: Selection, topic: string): Selection {
	return { ...now, topic: now.topic === topic ? null : topic };
}

export function toggleChapter(now: Selection, chapter: number): Selection {
	return { ...now, chapter: now.chapter === chapter ? null : chapter };
}

export function chooseSecond(now: Selection, at: number | null): Selection {
	return { ...now, at };
}

export function toggleType(now: Selection, type: string): Selection {
	const types = now.types.includes(type) ? now.types.filter((t) => t !== type) : [...now.types, type].sort();
	return { ...now, types };
}

export function showWeak(now: Selection, weak: boolean): Selection {
	return { ...now, weak };
}

export function showAll(now: Selection, all: boolean): Selection {
	return { ...now, all };
}

/** How far the graph is told; null: to the end. */
export function tellUntil(now: Selection, until: number | null): Selection {
	return { ...now, until };
}

/** Whether the panel has something to tell of. */
export function isChosen(now: Selection): boolean {
	return now.entity !== null || now.connection !== null;
}

/** What Escape takes back: the innermost choice first. */
export function stepBack(now: Selection): Selection {
	if (now.until !== null) return tellUntil(now, null);
	if (now.connection) return { ...now, connection: null };
	if (now.entity) return { ...now, entity: null };
	if (now.topic) return { ...now, topic: null };
	if (now.chapter !== null) return { ...now, chapter: null };
	if (now.types.length) return { ...now, types: [] };
	return { ...now, at: null };
}
