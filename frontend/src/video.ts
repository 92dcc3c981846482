/** The page of one video: joins the selection with everything that shows it. */
import "./styles/video.css";
import "./styles/print.css";
import { readArrow } from "./canvas/arrows";
import type { Hover } from "./filters/focus";
import { readGraph, type VideoGraph, type Written } from "./graph/read";
import { hasTimes, momentOf, segmentAt } from "./graph/time";
import { applyChoice, findChoice, readHover } from "./panels/clicks";
import { bindGraphPanel } from "./panels/graph-panel";
import { Lead } from "./panels/lead";
import { bindListKeys, keepReachable } from "./panels/list-keys";
import { Origin } from "./panels/origin";
import { bindPanel } from "./panels/panel";
import { bindPlayer } from "./panels/player";
import { Reading } from "./panels/reading";
import { showSelected } from "./panels/selected";
import { bindTimeline } from "./panels/timeline";
import { isCovered, isTyping } from "./panels/typing";
import { type Selection, writeAddress } from "./state/address";
import { chooseConnection, chooseEntity, isChosen, stepBack, tellUntil } from "./state/choices";
import { openStore } from "./state/store";

const MOVE = 0.04;

async function openVideo(written: Written): Promise<void> {
	const graph = readGraph(written);
	const store = openStore(window);
	const reading = new Reading(graph);
	const panelBox = document.querySelector<HTMLElement>("#panel");
	const panel = panelBox && bindPanel(panelBox, panelBox.dataset.src ?? "");
	const index = document.querySelector<HTMLElement>("[data-index]");
	const timed = hasTimes(graph);
	const tell = (until: number | null): void => {
		const next = tellUntil(store.now, until);
		if (store.now.until === null || until === null) store.go(next);
		else store.slip(next);
	};
	const lead = new Lead();
	const player = bindPlayer(document.querySelector("[data-player]"), {
		begin: () => beginAt(graph, store.now),
		time: (second, plays) => {
			if (timed) timeline.follow(plays); // beside a talk without times it is told at reading speed all the same
			const tells = lead.tells(second, plays, store.now.until !== null);
			if (timed && tells) tell(segmentAt(graph, Math.round(second * 1000)) ?? 1);
		},
		lost: () => timeline.follow(false),
	});
	const put = (second: number): void => {
		lead.hold(second);
		player.seek(second, false);
	};
	/** Transcript and recording go where the address says. */
	const leadTo = (at: number): void => {
		reading.scrollToSecond();
		put(momentOf(graph, at));
	};
	const timeline = bindTimeline(document.querySelector("[data-timeline]"), graph, {
		go: (segment) => {
			tell(segment);
			const start = segment === null ? null : graph.starts[segment - 1];
			if (typeof start === "number") put(start / 1000);
		},
		playRecording: () => timed && player.toggle(),
	});
	let byKeyboard = false;
	const origin = new Origin();

	const hover = (next: Hover | null): void => {
		stage.preview(next);
		reading.preview(next);
	};
	const stage = await bindGraphPanel(graph, store.now, {
		hover,
		choose: (target) => {
			origin.set(document.querySelector<HTMLElement>("[data-canvas]"), false);
			if (target?.kind === "entity") store.go(chooseEntity(store.now, target.slug));
			else if (target?.kind === "connection") store.go(chooseConnection(store.now, target.id));
			else store.go({ ...store.now, entity: null, connection: null });
		},
	});

	store.subscribe((now, before) => {
		stage.show(now);
		timeline.show(now);
		if (writeAddress(now) === writeAddress({ ...before, until: now.until })) return reading.follow(now);
		reading.show(now);
		const held = panelBox?.contains(document.activeElement) && !isChosen(now);
		panel?.show(now, before, byKeyboard);
		if (held) origin.focus();
		showSelected(document.querySelector("[data-selected]"), now, before);
		if (index) keepReachable(index);
		showCertainty(now.weak);
		if (now.entity && now.entity !== before.entity) stage.reveal(now.entity);
		if (now.at !== null && now.at !== before.at) leadTo(now.at);
	});

	document.addEventListener("click", (event) => {
		const play = event.target instanceof Element ? event.target.closest<HTMLElement>("a[data-play-at]") : null;
		if (
			event.defaultPrevented ||
			event.button !== 0 ||
			event.ctrlKey ||
			event.metaKey ||
			event.shiftKey ||
			event.altKey
		)
			return;
		if (play && player.seek(momentOf(graph, Number(play.dataset.playAt)), true)) return event.preventDefault();
		const choice = findChoice(event.target);
		const jumped = store.now.until !== null && jump(event.target);
		if (jumped) event.preventDefault();
		if (!choice) return;
		event.preventDefault();
		const byKeys = event.detail === 0;
		byKeyboard = byKeys;
		if (!choice.closest("#panel")) origin.set(choice, byKeys);
		const before = store.now;
		store.go(applyChoice(before, choice.dataset));
		byKeyboard = false;
		if (choice.dataset.at && before.at === store.now.at) leadTo(Number(choice.dataset.at));
		if (byKeys && choice.dataset.clear) origin.focus();
	});
	/** While it is told in step with time, every time on the page leads there. */
	const jump = (target: EventTarget | null): boolean => {
		const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a.when") : null;
		const segment = link?.pathname === location.pathname ? /^#s(\d+)$/.exec(link.hash)?.[1] : undefined;
		if (segment) tell(Number(segment));
		return segment !== undefined;
	};
	for (const kind of ["mouseover", "focusin"]) {
		document.addEventListener(kind, ({ target }) => {
			const element = findChoice(target);
			if (element) hover(readHover(element.dataset));
		});
	}
	for (const kind of ["mouseout", "focusout"]) {
		document.addEventListener(kind, ({ target }) => {
			if (findChoice(target)) hover(null);
		});
	}
	document.addEventListener("keydown", (event) => {
		if (isCovered()) return;
		if (event.key === "Escape" && !document.fullscreenElement) {
			if (isTyping(event.target)) return (event.target as HTMLElement).blur();
			const held = isChosen(store.now);
			store.go(stepBack(store.now));
			if (held && !isChosen(store.now)) origin.focus();
		}
		const arrow = event.shiftKey ? readArrow(event.key, MOVE) : null;
		if (arrow && (event.target as Element).matches?.("[data-canvas]")) {
			event.preventDefault();
			stage.moveSelected(...arrow);
		}
	});

	if (index) {
		bindListKeys(index);
		bindSeek(index, (text) => reading.seek(text, store.now));
	}
	reading.show(store.now);
	if (index) keepReachable(index);
	timeline.show(store.now);
	if (store.now.at !== null) reading.scrollToSecond();
	document.documentElement.dataset.ready = "true";
}

/** Where the recording begins: how far it is told, else the second of the address. */
function beginAt(graph: VideoGraph, { until, at }: Selection): number {
	const told = until === null ? null : graph.starts[until - 1];
	if (typeof told === "number") return told / 1000;
	return at === null ? 0 : momentOf(graph, at);
}

function bindSeek(index: HTMLElement, seek: (text: string) => void): void {
	const box = index.querySelector<HTMLElement>("[data-seek]");
	const field = box?.querySelector("input");
	if (!box || !field) return;
	box.hidden = false;
	field.addEventListener("input", () => {
		seek(field.value);
		keepReachable(index);
	});
}

/** The server has written both sentences, of what is shown first and of all. */
function showCertainty(weak: boolean): void {
	const held = document.activeElement?.closest<HTMLElement>("[data-certainty]");
	for (const words of document.querySelectorAll<HTMLElement>("[data-certainty]")) {
		words.hidden = (words.dataset.certainty === "all") !== weak;
	}
	if (held?.hidden) held.parentElement?.querySelector<HTMLElement>("[data-certainty]:not([hidden]) a")?.focus();
}

const data = document.querySelector("#graph-data")?.textContent;
if (data) void openVideo(JSON.parse(data) as Written);
