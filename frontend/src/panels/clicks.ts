/** One road for every click on the page: what an element is about stands in its data attributes. */
import type { Hover } from "../filters/focus";
import type { Selection } from "../state/address";
import {
	chooseConnection,
	chooseEntity,
	chooseSecond,
	showAll,
	showWeak,
	toggleChapter,
	toggleTopic,
	toggleType,
} from "../state/choices";

const CHOICES =
	"a[data-e],a[data-connection],a[data-topic],a[data-chapter],a[data-type],a[data-at],a[data-weak],a[data-all],a[data-clear]";

export function findChoice(target: EventTarget | null): (HTMLElement | SVGElement) | null {
	return target instanceof Element ? target.closest<HTMLElement | SVGElement>(CHOICES) : null;
}

/** What a click on an element makes of the selection. */
export function applyChoice(now: Selection, data: DOMStringMap): Selection {
	if (data.clear) return clear(now, data.clear);
	if (data.e !== undefined) return chooseEntity(now, data.e);
	if (data.connection !== undefined) return chooseConnection(now, data.connection);
	if (data.topic !== undefined) return toggleTopic(now, data.topic);
	if (data.chapter !== undefined) return toggleChapter(now, Number(data.chapter));
	if (data.type !== undefined) return toggleType(now, data.type);
	if (data.weak !== undefined) return showWeak(now, data.weak === "1");
	if (data.all !== undefined) return showAll(now, data.all === "1");
	if (data.at !== undefined) return chooseSecond(now, Number(data.at));
	return now;
}

/** What pointing at an element previews. */
export function readHover(data: DOMStringMap): Hover | null {
	if (data.e !== undefined) return { kind: "entity", slug: data.e };
	if (data.connection !== undefined) return { kind: "connection", id: data.connection };
	if (data.topic !== undefined) return { kind: "topic", slug: data.topic };
	if (data.chapter !== undefined) return { kind: "chapter", number: Number(data.chapter) };
	return null;
}

/** Closing a connection leads back to the entity that it was reached from; closing that, to the index. */
function clear(now: Selection, what: string): Selection {
	if (what === "topic") return { ...now, topic: null };
	if (what === "chapter") return { ...now, chapter: null };
	return now.connection ? { ...now, connection: null } : { ...now, entity: null };
}
