/** Every way in which the exploring page's state changes, as pure functions. */
import { EMPTY, type Explored, type Filter, type Look, MOST_NAMED, type Pin } from "./address";

/** Alone. Choosing what alone is chosen gives it up. */
export function choose(now: Explored, slug: string | null): Explored {
	const same = slug !== null && now.chosen.length === 1 && now.chosen[0] === slug && !now.connection;
	return { ...now, chosen: slug === null || same ? [] : [slug], connection: null };
}

/** Beside what is chosen already, or no longer. */
export function chooseToo(now: Explored, slug: string): Explored {
	if (!now.chosen.includes(slug)) return chooseAll(now, [slug]);
	return { ...now, chosen: without(now.chosen, [slug]), connection: null };
}

/** The first of them, as far as there is room for more. */
export function chooseAll(now: Explored, slugs: readonly string[]): Explored {
	return { ...now, chosen: merge(now.chosen, slugs).slice(0, MOST_NAMED), connection: null };
}

/** What is chosen stays: closing the connection leads back to it. */
export function chooseConnection(now: Explored, connection: string | null): Explored {
	return { ...now, connection };
}

/** The first of them, as far as there is room for more. */
export function expand(now: Explored, slugs: readonly string[]): Explored {
	const opened = merge(now.opened, slugs).slice(0, MOST_NAMED);
	return { ...now, opened, closed: without(now.closed, slugs) };
}

/** What opening brought goes; of others, what hangs on them alone. */
export function collapse(now: Explored, slugs: readonly string[]): Explored {
	const unopened = slugs.filter((slug) => !now.opened.includes(slug));
	return { ...now, opened: without(now.opened, slugs), closed: merge(now.closed, unopened) };
}

export function hide(now: Explored, slugs: readonly string[]): Explored {
	return {
		...now,
		hidden: merge(now.hidden, slugs),
		chosen: without(now.chosen, slugs),
		pins: now.pins.filter((pin) => !slugs.includes(pin.slug)),
		connection: null,
	};
}

export function showHidden(now: Explored): Explored {
	return { ...now, hidden: [] };
}

export function pin(now: Explored, pins: readonly Pin[]): Explored {
	const slugs = pins.map((one) => one.slug);
	return { ...now, pins: [...now.pins.filter((one) => !slugs.includes(one.slug)), ...pins] };
}

export function unpin(now: Explored, slugs: readonly string[]): Explored {
	return { ...now, pins: now.pins.filter((one) => !slugs.includes(one.slug)) };
}

export function setFilter(now: Explored, name: Filter, value: string): Explored {
	const { [name]: _, ...others } = now.filters;
	return { ...now, filters: value ? { ...others, [name]: value } : others };
}

export function setLook(now: Explored, name: Look, value: string): Explored {
	const { [name]: _, ...others } = now.looks;
	return { ...now, looks: value ? { ...others, [name]: value } : others };
}

export function toggleType(now: Explored, type: string): Explored {
	const types = now.types.includes(type) ? now.types.filter((one) => one !== type) : [...now.types, type].sort();
	return { ...now, types };
}

/** What Escape takes back: the innermost choice first. */
export function stepBack(now: Explored): Explored {
	if (now.connection) return { ...now, connection: null };
	return { ...now, chosen: [] };
}

/** The same view without what is only pointed out in it: what undo goes back to. */
export function viewOf(now: Explored): Explored {
	return { ...now, chosen: EMPTY.chosen, connection: null };
}

function merge(old: readonly string[], more: readonly string[]): string[] {
	return [...new Set([...old, ...more])];
}

function without(old: readonly string[], some: readonly string[]): string[] {
	return old.filter((one) => !some.includes(one));
}
