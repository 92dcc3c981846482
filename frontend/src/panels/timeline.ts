/** The strip below the graph that tells it in step with time: by hand, at reading speed, or as the recording plays.
 * One step is one segment, so that a transcript without times is told alike. */
import type { VideoGraph } from "../graph/read";
import type { Selection } from "../state/address";
import { readingTime } from "./reading-time";

export interface TimelineEvents {
	/** The reader moves to a segment, or (null) wants the whole. */
	go(segment: number | null): void;
	/** Begin or stop to play the recording. Says whether there is one that was asked for. */
	playRecording(): boolean;
}

export interface Timeline {
	show(now: Selection): void;
	/** What the recording does; it then sets the pace. */
	follow(plays: boolean): void;
}

const SILENT: Timeline = { show() {}, follow() {} };

export function bindTimeline(box: HTMLElement | null, graph: VideoGraph, events: TimelineEvents): Timeline {
	const part = <T extends HTMLElement>(name: string): T | null => box?.querySelector<T>(`[data-${name}]`) ?? null;
	const hint = part("hint");
	const [slider, button, whole, line] = [
		part<HTMLInputElement>("step"),
		part<HTMLButtonElement>("tell"),
		part<HTMLButtonElement>("whole"),
		part("line"),
	];
	if (!box || !slider || !button || !whole || !line || !graph.starts.length) return SILENT;
	const last = graph.starts.length;
	let now: number | null = null;
	let timer = 0;
	let recorded = false;

	const shade = (): void => {
		const plays = recorded || timer !== 0;
		box.classList.toggle("is-playing", plays);
		button.setAttribute("aria-label", plays ? "Pause" : "Tell it in step with time");
	};
	const stop = (): void => {
		clearTimeout(timer);
		timer = 0;
		shade();
	};
	const read = (): void => {
		const at = now ?? 0;
		timer = window.setTimeout(
			() => {
				if (at >= last) return stop();
				events.go(at + 1);
				read();
			},
			at ? readingTime(readSegment(at)?.text ?? "") : 0,
		);
		shade();
	};

	slider.max = String(last);
	slider.addEventListener("input", () => {
		stop();
		events.go(Number(slider.value));
	});
	button.addEventListener("click", () => {
		if (timer) return stop();
		if (events.playRecording()) return;
		if (now !== null && now >= last) events.go(1);
		read();
	});
	whole.addEventListener("click", () => {
		stop();
		events.go(null);
		slider.focus();
	});
	box.hidden = false;

	return {
		show({ until }) {
			if (until === null) stop();
			now = until === null ? null : Math.min(until, last);
			box.classList.toggle("is-told", now !== null);
			whole.hidden = now === null;
			if (hint) hint.hidden = now !== null;
			slider.value = String(now ?? last);
			const said = now === null ? null : readSegment(now);
			slider.setAttribute("aria-valuetext", said ? `${said.when}: ${said.text}` : "The whole");
			line.replaceChildren(...(said ? writeLine(said) : []));
			line.hidden = !said;
		},
		follow(plays) {
			if (plays && timer) stop();
			recorded = plays;
			shade();
		},
	};
}

interface Said {
	readonly when: string;
	readonly speaker: string;
	readonly text: string;
}

/** As the transcript on the page says it. */
function readSegment(number: number): Said | null {
	const segment = document.querySelector(`#s${number}`);
	if (!segment) return null;
	return {
		when: segment.querySelector(".when")?.textContent ?? "",
		speaker: segment.querySelector(".speaker")?.textContent ?? "",
		text: segment.querySelector("p")?.textContent ?? "",
	};
}

function writeLine({ when, speaker, text }: Said): HTMLElement[] {
	const words = write("q", "", text);
	words.lang = document.querySelector<HTMLElement>(".transcript ol")?.lang || document.documentElement.lang;
	words.dir = "auto";
	return [write("span", "when", when), write("bdi", "speaker", speaker), words].filter((part) => part.textContent);
}

function write(tag: string, name: string, text: string): HTMLElement {
	const element = document.createElement(tag);
	element.className = name;
	element.textContent = text;
	return element;
}
