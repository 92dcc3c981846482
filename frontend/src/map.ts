/** Pages with a map of a part of the library (entity, topic): joins the selection with map, list and panel.
 * What the server has filtered is shown whole; type and predicate are plain links. */
import "./styles/video.css";
import "./styles/map.css";
import type { Hover } from "./filters/focus";
import { readGraph, type VideoGraph, type Written } from "./graph/read";
import { applyChoice, findChoice, readHover } from "./panels/clicks";
import { bindGraphPanel } from "./panels/graph-panel";
import { bindListKeys } from "./panels/list-keys";
import { Origin } from "./panels/origin";
import { bindPanel } from "./panels/panel";
import { isCovered, isTyping } from "./panels/typing";
import type { Selection } from "./state/address";
import { chooseConnection, chooseEntity, isChosen, stepBack } from "./state/choices";
import { openStore } from "./state/store";

async function openMap(page: HTMLElement, graph: VideoGraph): Promise<void> {
	const store = openStore(window);
	const box = document.querySelector<HTMLElement>("#panel");
	const panel = box && bindPanel(box, page.dataset.panel ?? "");
	const index = document.querySelector<HTMLElement>("[data-index]");
	let byKeyboard = false;
	const origin = new Origin();

	const hover = (next: Hover | null): void => {
		stage.preview(next);
		markHovered(next);
	};
	const stage = await bindGraphPanel(graph, asDrawn(store.now), {
		hover,
		choose: (target) => {
			origin.set(document.querySelector<HTMLElement>("[data-canvas]"), false);
			if (target?.kind === "entity") store.go(chooseEntity(store.now, centred(page, target.slug)));
			else if (target?.kind === "connection") store.go(chooseConnection(store.now, target.id));
			else store.go({ ...store.now, entity: null, connection: null });
		},
	});
	const show = (now: Selection): void => {
		stage.show(asDrawn(now));
		markChosen(now.entity);
	};
	store.subscribe((now, before) => {
		show(now);
		const held = box?.contains(document.activeElement) && !isChosen(now);
		panel?.show(now, before, byKeyboard);
		if (held) origin.focus();
		if (now.entity && now.entity !== before.entity) stage.reveal(now.entity);
	});

	document.addEventListener("click", (event) => {
		if (event.defaultPrevented || event.button !== 0) return;
		if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
		const choice = findChoice(event.target);
		if (!choice || choice.dataset.open !== undefined) return;
		event.preventDefault();
		const byKeys = event.detail === 0;
		byKeyboard = byKeys;
		if (!choice.closest("#panel")) origin.set(choice, byKeys);
		store.go(applyChoice(store.now, choice.dataset));
		byKeyboard = false;
		if (byKeys && choice.dataset.clear) origin.focus();
	});
	for (const [kind, over] of [
		["mouseover", true],
		["focusin", true],
		["mouseout", false],
		["focusout", false],
	] as const) {
		document.addEventListener(kind, ({ target }) => {
			const element = findChoice(target);
			if (element) hover(over ? readHover(element.dataset) : null);
		});
	}
	document.addEventListener("keydown", (event) => {
		if (event.key !== "Escape" || document.fullscreenElement || isCovered()) return;
		if (isTyping(event.target)) return (event.target as HTMLElement).blur();
		if (!isChosen(store.now)) return;
		store.go(stepBack(store.now));
		if (!isChosen(store.now)) origin.focus();
	});
	if (index) bindListKeys(index);
	show(store.now);
	document.documentElement.dataset.ready = "true";
}

/** Types were filtered by the server, around a centre that may be of another type. */
function asDrawn(now: Selection): Selection {
	return { ...now, types: [], topic: null, chapter: null };
}

/** The page is about its centre already: choosing it takes back the choice. */
function centred(page: HTMLElement, slug: string): string | null {
	return slug === page.dataset.centre ? null : slug;
}

function markHovered(hover: Hover | null): void {
	for (const element of document.querySelectorAll(".is-over:not(.canvas)")) element.classList.remove("is-over");
	const about =
		hover?.kind === "entity"
			? `a[data-e="${CSS.escape(hover.slug)}"]`
			: hover?.kind === "connection"
				? `a[data-connection="${CSS.escape(hover.id)}"]`
				: null;
	if (!about) return;
	for (const element of document.querySelectorAll(about)) element.classList.add("is-over");
}

function markChosen(slug: string | null): void {
	for (const link of document.querySelectorAll<HTMLElement>("[data-index] a[data-e]")) {
		if (slug !== null && link.dataset.e === slug) link.setAttribute("aria-current", "true");
		else link.removeAttribute("aria-current");
	}
}

const page = document.querySelector<HTMLElement>("[data-map]");
const data = document.querySelector("#graph-data")?.textContent;
if (page && data) void openMap(page, readGraph(JSON.parse(data) as Written));
