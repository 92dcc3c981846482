/** Writes names (and, for what is lit, the words of connections) over the graph, none on another. */
import { hex } from "../appearance/colors";
import type { VideoGraph } from "../graph/read";
import { type Box, meets, placeLabels, type Spot } from "./labels";
import { pageSize, type View } from "./looks";
import { boxAround, countSides, middleOf, withWidth } from "./surroundings";

/** Letters in parts of the page's own size, which grows with the screen. */
const SIZE = 0.78;
const LINE = 1.3;
const MOST = 140;
const MOST_PHRASES = 24;
const CROWD = 180;
const FONT = '"Instrument Sans Variable", system-ui, sans-serif';
const PHRASE_FONT = '"Newsreader Variable", Georgia, serif';

/** Where a node stands on the screen, in CSS pixels; null while it is hidden. */
export type Locate = (place: number) => { x: number; y: number; radius: number } | null;

export class Lettering {
	private readonly widths = new Map<string, number>();
	/** pixels */
	private size = 13;
	private line = 17;
	private readonly ranked: readonly number[];
	private readonly busy: readonly (readonly number[])[];

	constructor(
		private readonly pen: CanvasRenderingContext2D,
		private readonly graph: VideoGraph,
		private readonly bends: readonly number[],
	) {
		this.ranked = graph.nodes.map((_, i) => i).sort((a, b) => this.salience(b) - this.salience(a) || a - b);
		this.busy = graph.nodes.map((_, i) => countSides(graph, i));
	}

	draw(view: View, locate: Locate, width: number, height: number): void {
		const scale = window.devicePixelRatio || 1;
		this.pen.setTransform(scale, 0, 0, scale, 0, 0);
		this.pen.clearRect(0, 0, width, height);
		this.fitPage();
		const order = this.order(view);
		const frame: Box = { left: 3, top: 3, right: width - 3, bottom: height - 3 };
		const spots = order.flatMap((place) => this.spot(place, view, locate));
		const dots = this.dots(spots, locate, frame);
		const boxes = placeLabels(
			spots.map((s) => s.spot),
			frame,
			this.line,
			MOST,
			dots,
		);
		if (view.lit)
			this.writePhrases(view, locate, [
				...boxes.filter((box) => box !== null),
				...spots.map(({ spot }) => boxAround(spot)),
			]);
		this.pen.lineJoin = "round";
		this.pen.textBaseline = "middle";
		boxes.forEach((box, i) => {
			const one = spots[i];
			if (box && one) this.write(box, one.place, view);
		});
	}

	private fitPage(): void {
		const size = Math.round(pageSize() * SIZE);
		if (size === this.size) return;
		this.size = size;
		this.line = size * LINE;
		this.widths.clear();
	}

	private salience(place: number): number {
		return this.graph.nodes[place]?.salience ?? 0;
	}

	/** What is lit is named alone; its centre first. */
	private order(view: View): number[] {
		const { lit } = view;
		if (!lit) return [...this.ranked];
		const named = this.ranked.filter((place) => lit.nodes.has(place) && place !== lit.centre);
		return lit.centre === null ? named : [lit.centre, ...named];
	}

	private spot(place: number, view: View, locate: Locate): { place: number; spot: Spot }[] {
		const at = locate(place);
		const name = this.graph.nodes[place]?.name;
		return at && name
			? [
					{
						place,
						spot: { ...at, busy: this.busy[place] ?? [], width: this.measure(name, view.lit?.centre === place) },
					},
				]
			: [];
	}

	/** Every dot in sight takes room, whether it has a name or not; the same objects as the named ones.
	 * In a crowd only the foremost do: otherwise the middle of things would stay nameless. */
	private dots(named: readonly { place: number; spot: Spot }[], locate: Locate, frame: Box): Spot[] {
		const known = new Map(named.map((one) => [one.place, one.spot]));
		const blocking = this.ranked.length > CROWD ? this.ranked.slice(0, CROWD / 3) : this.ranked;
		return blocking.flatMap((place) => {
			const spot = known.get(place) ?? withWidth(locate(place));
			return spot && spot.x > frame.left && spot.x < frame.right && spot.y > frame.top && spot.y < frame.bottom
				? [spot]
				: [];
		});
	}

	private measure(text: string, bold: boolean): number {
		const key = bold ? `!${text}` : text;
		const known = this.widths.get(key);
		if (known !== undefined) return known;
		this.pen.font = fontOf(bold, this.size);
		const width = this.pen.measureText(text).width + 2;
		this.widths.set(key, width);
		return width;
	}

	/** Fonts may arrive after the first picture. */
	forgetWidths(): void {
		this.widths.clear();
	}

	private write(box: Box, place: number, view: View): void {
		this.pen.font = fontOf(view.lit?.centre === place, this.size);
		this.pen.strokeStyle = hex(view.palette.paper);
		this.pen.lineWidth = 4;
		const y = (box.top + box.bottom) / 2;
		const name = this.graph.nodes[place]?.name ?? "";
		this.pen.strokeText(name, box.left, y);
		this.pen.fillStyle = hex(view.palette.ink);
		this.pen.fillText(name, box.left, y);
	}

	private writePhrases(view: View, locate: Locate, taken: Box[]): void {
		const edges = [...(view.lit?.edges ?? [])];
		if (edges.length > MOST_PHRASES) return;
		this.pen.font = `italic 400 ${this.size + 1}px ${PHRASE_FONT}`;
		this.pen.textBaseline = "middle";
		this.pen.lineJoin = "round";
		const boxes = [...taken];
		for (const place of edges) {
			const box = this.phraseBox(place, locate);
			if (!box || boxes.some((other) => meets(other, box))) continue;
			boxes.push(box);
			this.writePhrase(box, this.graph.edges[place]?.phrase ?? "", view);
		}
	}

	private phraseBox(place: number, locate: Locate): Box | null {
		const edge = this.graph.edges[place];
		const [a, b] = edge ? [locate(edge.source), locate(edge.target)] : [null, null];
		if (!edge || !a || !b) return null;
		const middle = middleOf(a, b, this.bends[place] ?? 0);
		const width = this.pen.measureText(edge.phrase).width;
		if (Math.hypot(a.x - b.x, a.y - b.y) < width * 0.8) return null;
		return {
			left: middle.x - width / 2,
			right: middle.x + width / 2,
			top: middle.y - this.line / 2,
			bottom: middle.y + this.line / 2,
		};
	}

	private writePhrase(box: Box, phrase: string, view: View): void {
		this.pen.strokeStyle = hex(view.palette.paper);
		this.pen.lineWidth = 6;
		const y = (box.top + box.bottom) / 2;
		this.pen.strokeText(phrase, box.left, y);
		this.pen.fillStyle = hex(view.palette.inkSoft);
		this.pen.fillText(phrase, box.left, y);
	}
}

function fontOf(bold: boolean, size: number): string {
	return `${bold ? 650 : 500} ${size}px ${FONT}`;
}
