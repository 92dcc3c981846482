/** The exploring page: joins its state with map, list, panel and form. */
import { isAbort } from "./api/abort";
import "./styles/video.css";
import "./styles/map.css";
import "./styles/explore.css";
import { openPanelSource } from "./api/panel";
import { readArrow } from "./canvas/arrows";
import { hasWebGL } from "./canvas/webgl";
import * as acts from "./explore/acts";
import {
	type Explored,
	fits,
	MOST_NAMED,
	type Pin,
	readExplored,
	writeExplored,
	writeQuestion,
} from "./explore/address";
import { bindForm, bindTypes, readKinds, showForm } from "./explore/form";
import { List, markPointed } from "./explore/list";
import { GraphMap } from "./explore/map";
import { type ExploredGraph, type Rows, readRows } from "./explore/rows";
import { drawPng, offerFile } from "./explore/save";
import { findShown, type Shown } from "./explore/showing";
import { openSource, SourceError } from "./explore/source";
import { takeThisView } from "./explore/taking";
import { begin, isSameView, redo, step, type Timeline, travel, undo } from "./explore/timeline";
import { showCommunities, showFacts, showHidden, showPanel, showPinWord, showTitle } from "./explore/words";
import { writeAgain } from "./panels/failed";
import { isCovered, isTyping } from "./panels/typing";
import { openAddressWriter } from "./state/address-writer";

const MOVE = 0.03;
const FULL = "That is more than the address of this page can name. Choose fewer at a time, or narrow what is shown.";

export async function openExplore(rows: Rows): Promise<void> {
	const find = <T extends HTMLElement>(selector: string): T | null => document.querySelector<T>(selector);
	const [box, form, side] = [find("[data-stage]"), find<HTMLFormElement>("[data-sieve]"), find("[data-index]")];
	const [legend, news, failed] = [find("[data-types]"), find("[data-news]"), find("[data-failed]")];
	if (!form || !side) return;
	let line: Timeline = begin(readExplored(location.search));
	let graph: ExploredGraph = readRows(rows);
	let loaded = writeQuestion(line.now);
	const source = openSource(loaded, graph);
	const panel = find("#panel");
	const panels = openPanelSource("/explore/panel/");
	const writer = openAddressWriter(window, () => writeExplored(line.now));
	const kinds = readKinds(legend);
	// a network or a newer version may be in between: the rest of the page waits for none of it
	const coming = box && hasWebGL() ? import("./canvas/stage").catch(() => null) : null;
	let byKeyboard = false;
	let nudged: { from: Timeline; to: Explored } | null = null;

	const say = (text: string): void => {
		if (news) news.textContent = text;
	};
	let done = "";
	const fail = (text: string, ...more: HTMLElement[]): void => {
		if (!failed) return;
		failed.hidden = !text;
		failed.replaceChildren(...(text ? [`${text} `, ...more] : []));
	};
	const nodeAt = (place: number): string => graph.nodes[place]?.slug ?? "";
	const map =
		box &&
		new GraphMap(box, kinds, coming !== null, {
			point: (pointed) => {
				map?.point(pointed);
				markPointed(pointed && "node" in pointed ? nodeAt(pointed.node) : null);
			},
			choose: (target, too) => {
				byKeyboard = false;
				if (target && "node" in target) chooseSlug(nodeAt(target.node), too);
				else if (target) change((now) => acts.chooseConnection(now, graph.edges[target.edge]?.id ?? null));
				else if (!too) change((now) => acts.choose(now, null));
			},
			chooseAll: (places) => {
				const ranked = [...places].sort((a, b) => (graph.nodes[b]?.rank ?? 0) - (graph.nodes[a]?.rank ?? 0));
				choose(ranked.map(nodeAt), "The most central are chosen.");
			},
			moved: (place, x, y) => change((now) => acts.pin(now, [{ slug: nodeAt(place), x, y }])),
			failed: fail,
		});
	const list = new List(side, kinds, {
		choose: (slug, too, byKeys) => {
			byKeyboard = byKeys && !too;
			chooseSlug(slug, too);
		},
		point: (slug) => {
			const place = graph.bySlug.get(slug ?? "");
			map?.point(place === undefined ? null : { node: place });
		},
	});

	function chooseSlug(slug: string, too: boolean): void {
		if (too && !line.now.chosen.includes(slug)) choose([slug], "Give others up first.");
		else change((now) => (too ? acts.chooseToo(now, slug) : acts.choose(now, slug)));
	}
	function choose(slugs: readonly string[], otherwise: string): void {
		const full = !change((now) => acts.chooseAll(now, slugs));
		if (!full && slugs.some((slug) => !line.now.chosen.includes(slug)))
			fail(`No more than ${MOST_NAMED} can be chosen at once. ${otherwise}`);
	}
	/** Whether the address has room for it. `word`: what is said then of what was done. */
	function change(act: (now: Explored) => Explored, word = ""): boolean {
		const next = act(line.now);
		if (isTooMuch(next)) return false;
		done = word;
		go(step(line, next));
		return true;
	}
	function isTooMuch(next: Explored): boolean {
		const full = !fits(next) && writeExplored(next).length > writeExplored(line.now).length;
		if (full) fail(FULL);
		return full;
	}
	function go(next: Timeline, goesOn = false): void {
		const address = writeExplored(next.now);
		if (address === writeExplored(line.now)) return;
		if (goesOn) writer.slip();
		else writer.step(address);
		void become(next);
	}
	/** Keys that move what is chosen on and on make one step, and none where they lead back. */
	function nudge(act: (now: Explored) => Explored): void {
		const next = act(line.now);
		if (isTooMuch(next)) return;
		const before = nudged?.to === line.now ? nudged.from : null;
		const from = before ?? line;
		go(step(from, next), before !== null);
		nudged = { from, to: line.now };
	}

	async function become(next: Timeline): Promise<void> {
		const before = line;
		line = next;
		fail("");
		showForm(form as HTMLFormElement, legend, line.now);
		const question = writeQuestion(line.now);
		const another = question !== loaded || question !== writeQuestion(before.now);
		if (another && !(await reload(question))) return;
		const shown = show();
		tell(before.now, shown);
		await map?.show(graph, line.now, shown);
		const asked = [line.now, before.now].map((one) => [...one.chosen, one.connection, ...one.opened].join());
		if (panel && asked[0] !== asked[1]) {
			const held = panel.contains(document.activeElement);
			await showPanel(panel, panels, line.now, held || byKeyboard);
			if (held && panel.hidden) list.focus(before.now.chosen[0] ?? null);
			if (list.focused) document.activeElement?.scrollIntoView({ block: "nearest" });
		}
		const [slug] = line.now.chosen;
		const place = graph.bySlug.get(slug ?? "");
		if (place !== undefined && !before.now.chosen.includes(slug ?? "")) map?.reveal(place);
	}

	/** Whether to go on: with what came, or, where nothing did, with what is there. */
	async function reload(question: string): Promise<boolean> {
		box?.setAttribute("aria-busy", "true");
		try {
			const found = await source.load(question);
			if (!found.nodes.length !== !graph.nodes.length || (!box && found.nodes.length)) {
				location.reload(); // another page altogether: the server says it in words
				return false;
			}
			const more = found.nodes.length - graph.nodes.length;
			if (more > 0) done = `${more} more.`;
			graph = found;
			loaded = question;
		} catch (error) {
			if (isAbort(error)) return false;
			if (!(error instanceof SourceError)) throw error;
			fail(`${error.message} The map is still the one before.`, writeAgain(retry));
		} finally {
			if (question === writeQuestion(line.now)) box?.removeAttribute("aria-busy");
		}
		return true;
	}

	function retry(): void {
		list.focus(line.now.chosen[0] ?? null); // the button goes
		void become(line);
	}

	/** What changed, for whoever does not see it. */
	function tell(before: Explored, shown: Shown): void {
		const { chosen } = line.now;
		if (done || !isSameView(before, line.now)) say(`${done} ${shown.nodes.size} on the map.`.trim());
		else if (chosen.length > 1 && chosen.length !== before.chosen.length) say(`${chosen.length} chosen.`);
		done = "";
	}

	function show(): Shown {
		const { now } = line;
		const shown = findShown(graph, now);
		list.show(graph, now, shown);
		showTitle(graph);
		showFacts(graph, now, shown);
		if (showHidden(now)) list.focus(now.chosen[0] ?? null);
		showPinWord(now);
		showCommunities(graph, now);
		for (const button of document.querySelectorAll<HTMLButtonElement>("[data-step]")) {
			if (button.dataset.step === "undo") button.disabled = !line.past.length;
			if (button.dataset.step === "redo") button.disabled = !line.future.length;
		}
		return shown;
	}

	const doActs: Record<string, (slugs: readonly string[]) => void> = {
		expand: (slugs) => {
			const full = !change((now) => acts.expand(now, slugs));
			if (!full && slugs.some((slug) => !line.now.opened.includes(slug)))
				fail(`No more than ${MOST_NAMED} can be expanded at once. Collapse others first.`);
		},
		collapse: (slugs) => change((now) => acts.collapse(now, slugs)),
		hide: (slugs) => change((now) => acts.hide(now, slugs), `${countWord(slugs)} hidden.`),
		pin: (slugs) => {
			const pinned = slugs.filter((slug) => line.now.pins.some((one) => one.slug === slug));
			if (pinned.length) return change((now) => acts.unpin(now, slugs), "Unpinned.");
			change((now) => acts.pin(now, pinsOf(slugs)), `${countWord(slugs)} pinned.`);
		},
		unhide: () => change(acts.showHidden),
	};
	const steps: Record<string, (button: HTMLElement) => void> = {
		undo: () => go(undo(line)),
		redo: () => go(redo(line)),
		area: (button) => button.setAttribute("aria-pressed", String(map?.toggleArea() ?? false)),
		svg: () => offerFile(new Blob([map?.writeSvg(document.title) ?? ""], { type: "image/svg+xml" }), "saidgraph.svg"),
		png: () => {
			drawPng(map?.writeSvg(document.title) ?? "").then(
				(blob) => offerFile(blob, "saidgraph.png"),
				() => fail("The picture could not be drawn here: take it as SVG."),
			);
		},
	};

	document.addEventListener("click", takeThisView, { capture: true });
	document.addEventListener("click", (event) => {
		const target = event.target instanceof Element ? event.target : null;
		const button = target?.closest<HTMLElement>("[data-step]");
		if (button) return steps[button.dataset.step ?? ""]?.(button);
		const link = target?.closest<HTMLElement>("a[data-do],a[data-connection],#panel a[data-clear]");
		if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		byKeyboard = event.detail === 0;
		if (link.dataset.connection) change((now) => acts.chooseConnection(now, link.dataset.connection ?? null));
		else if (link.dataset.clear) change(acts.stepBack);
		else doActs[link.dataset.do ?? ""]?.(line.now.chosen);
	});
	document.addEventListener("keydown", (event) => {
		if (isTyping(event.target) || isCovered() || event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key === "Escape" && !document.fullscreenElement) {
			byKeyboard = false;
			return change(acts.stepBack);
		}
		if (!(event.target instanceof Element) || !event.target.closest("[data-index],[data-stage],#panel")) return;
		const letter: Record<string, string> = { e: "expand", c: "collapse", h: "hide", p: "pin" };
		const slugs = line.now.chosen.length ? line.now.chosen : [list.focused ?? ""].filter(Boolean);
		byKeyboard = false;
		if (event.key === "u") return go(undo(line));
		if (event.key === "U") return go(redo(line));
		const arrow = event.shiftKey && event.target.closest("[data-stage]") ? readArrow(event.key, MOVE) : null;
		if (arrow) {
			event.preventDefault();
			return moveChosen(...arrow);
		}
		const act = letter[event.key];
		if (!act || !slugs.length) return;
		event.preventDefault();
		doActs[act]?.(slugs);
	});
	/** Where they stand now. */
	function pinsOf(slugs: readonly string[]): Pin[] {
		return slugs.flatMap((slug) => {
			const place = graph.bySlug.get(slug);
			return place === undefined || !map ? [] : [{ slug, ...map.spotOf(place) }];
		});
	}
	function moveChosen(dx: number, dy: number): void {
		const pins = pinsOf(line.now.chosen).map(({ slug, x, y }) => ({ slug, x: x + dx, y: y + dy }));
		if (pins.length) nudge((now) => acts.pin(now, pins));
	}
	addEventListener("popstate", () => {
		byKeyboard = false;
		void become(travel(line, readExplored(location.search)));
	});

	bindForm(form, change);
	bindTypes(legend, change);
	showForm(form, legend, line.now); // a browser may have kept what was typed before
	for (const part of document.querySelectorAll<HTMLElement>("[data-steps],[data-needs-script]")) part.hidden = false;
	const showMapSteps = (live: boolean): void => {
		for (const part of document.querySelectorAll<HTMLElement>("[data-of-map]"))
			part.hidden = !box || (part.dataset.step === "area" && !live); // in a mere drawing nothing can be selected
	};
	showMapSteps(false);
	const shown = map?.show(graph, line.now, show());
	const canvas = await coming;
	if (canvas) map?.goLive(canvas.openStage);
	showMapSteps(canvas !== null);
	await shown;
	await map?.show(graph, line.now, show());
	document.documentElement.dataset.ready = "true";
}

function countWord(slugs: readonly string[]): string {
	return slugs.length === 1 ? "One" : String(slugs.length);
}

const data = document.querySelector("#explore-rows")?.textContent;
if (data) void openExplore(JSON.parse(data) as Rows);
