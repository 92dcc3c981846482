/** The graph in its place on the page: opened anew where it is another graph, moved where it is another layout, else
 * only lit and ringed. Without WebGL a drawing in our own hand takes its place. */
import { readPalette } from "../appearance/colors";
import { THEME_CHANGED } from "../appearance/theme";
import type { Picture } from "../canvas/picture";
import type { StageEvents, Target } from "../canvas/pointer";
import type { Stage } from "../canvas/stage";
import type { Layout } from "../layouts/areas";
import { type Forces, openForces } from "../layouts/force";
import { bindZoom, describeCanvas, swapStage } from "../panels/stage-box";
import type { Explored } from "./address";
import { type Area, bindArea } from "./area";
import { layOut, makePicture, makeView, nameForces, type Pointed, placePins } from "./portray";
import type { ExploredGraph } from "./rows";
import { writeSvg } from "./save";
import type { Shown } from "./showing";

export interface MapEvents {
	point(pointed: Pointed): void;
	choose(target: Target, too: boolean): void;
	chooseAll(places: readonly number[]): void;
	moved(place: number, x: number, y: number): void;
	failed(what: string): void;
}

type Kinds = readonly (readonly [string, string])[];
type Opener = typeof import("../canvas/stage").openStage;

export class GraphMap {
	private stage: Stage | null = null;
	private open: Opener | null = null;
	/** the browser took the canvas away: the drawing is seen until it gives it back */
	private lost = false;
	private readonly forces: Forces = openForces();
	private readonly canvas: HTMLElement;
	private readonly still: HTMLElement | null;
	private area: Area | null = null;
	private palette;
	private pointed: Pointed = null;
	private layout: Layout = { spots: [], regions: [] };
	private picture: Picture = { nodes: [], edges: [] };
	private graph: ExploredGraph | null = null;
	private now: Explored | null = null;
	private shown: Shown | null = null;

	constructor(
		private readonly box: HTMLElement,
		private readonly kinds: Kinds,
		/** whether a canvas is to come: until then, or until something changes, the server's drawing is as good as ours */
		private readonly waits: boolean,
		private readonly events: MapEvents,
	) {
		this.canvas = box.querySelector<HTMLElement>("[data-canvas]") ?? box;
		this.still = box.querySelector<HTMLElement>("[data-still]");
		this.palette = readPalette(box);
		document.addEventListener(THEME_CHANGED, () => {
			this.palette = readPalette(box);
			this.draw();
		});
		void document.fonts.ready.then(() => this.stage?.forgetFonts());
	}

	/** On a canvas from now on. */
	goLive(open: Opener): void {
		this.open = open;
		swapStage(this.box, true);
		describeCanvas(
			this.canvas,
			"shift and arrows move what is chosen and pin it. Everything on it is also in the list, where the same can be done.",
		);
		bindZoom(this.box, () => this.stage);
		this.area = bindArea(this.canvas, (box) => this.events.chooseAll(this.stage?.within(box) ?? []));
		this.reopen(true);
	}

	async show(graph: ExploredGraph, now: Explored, shown: Shown): Promise<void> {
		const before = this.now;
		const another = graph !== this.graph;
		const looks = JSON.stringify(before?.looks) !== JSON.stringify(now.looks);
		const moved = JSON.stringify(before?.pins) !== JSON.stringify(now.pins);
		[this.graph, this.now, this.shown] = [graph, now, shown];
		if (another || looks) {
			this.layout = layOut(graph, now, this.kinds);
			this.reopen(another);
			if (now.looks.layout === "force") await this.force(graph, now);
		} else if (moved) this.arrange(true);
		if (before || !this.waits) this.draw();
	}

	point(pointed: Pointed): void {
		this.pointed = pointed;
		if (this.stage && this.graph && this.now && this.shown) this.stage.show(this.view());
	}

	/** Where a node stands now, in the picture's own coordinates. */
	spotOf(place: number): { x: number; y: number } {
		return this.layout.spots[place] ?? { x: 0, y: 0 };
	}

	reveal(place: number): void {
		this.stage?.reveal(place);
	}

	toggleArea(): boolean {
		return this.area?.toggle() ?? false;
	}

	writeSvg(title: string): string {
		return writeSvg(this.picture, { ...this.view(), lit: null }, title);
	}

	private view() {
		const [graph, now, shown] = [this.graph, this.now, this.shown];
		if (!graph || !now || !shown) throw new Error("there is no graph yet");
		return makeView(graph, now, shown, this.pointed, this.palette);
	}

	/** `seen`: whether the part of the plane that is seen may be another afterwards. */
	private reopen(another: boolean): void {
		if (!this.graph || !this.now) return;
		this.layout = placePins(this.graph, this.now, this.layout);
		this.picture = makePicture(this.graph, this.now, this.layout);
		if (!this.open) return;
		const camera = another ? undefined : this.stage?.camera;
		this.stage?.kill();
		this.stage = null;
		this.lost = false;
		swapStage(this.box, true);
		try {
			this.stage = this.open(this.canvas, this.picture, this.view(), this.stageEvents(), camera);
		} catch {
			swapStage(this.box, false);
		}
	}

	private stageEvents(): StageEvents {
		return {
			over: (target) => this.events.point(target),
			choose: (target, too) => this.events.choose(target, too),
			moved: (place, x, y) => this.events.moved(place, x, y),
			lost: () => {
				this.lost = true;
				swapStage(this.box, false);
				this.draw();
			},
			restored: () => this.reopen(false),
		};
	}

	private arrange(frame: boolean): void {
		if (!this.graph || !this.now) return;
		const layout = layOut(this.graph, this.now, this.kinds);
		const base = this.now.looks.layout === "force" ? this.layout : layout;
		this.layout = placePins(this.graph, this.now, base);
		this.picture = makePicture(this.graph, this.now, this.layout);
		this.stage?.arrange(this.layout.spots, this.layout.regions, frame);
	}

	private async force(graph: ExploredGraph, now: Explored): Promise<void> {
		const pinned = now.pins.flatMap((pin) => graph.bySlug.get(pin.slug) ?? []);
		try {
			const found = await this.forces.find({
				spots: this.layout.spots.map(({ x, y }) => [x, y]),
				lines: graph.edges.map((edge) => [edge.source, edge.target, edge.weight * edge.confidence + 0.05]),
				fixed: pinned,
			});
			if (!found || graph !== this.graph || this.now?.looks.layout !== "force") return;
			this.layout = nameForces(graph, found);
			this.arrange(false);
		} catch {
			this.events.failed("Forces could not be set to work here: the map stays as it was.");
		}
	}

	private draw(): void {
		if (!this.graph) return;
		if (this.stage && !this.lost) this.stage.show(this.view());
		else if (this.still) this.still.innerHTML = this.writeSvg("Map; the same is in the list beside it");
	}
}
