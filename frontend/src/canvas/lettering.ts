/** Writes names (and, for what is lit, the words of connections) over the graph, none on another. */
import { hex } from "../appearance/colors";
import { type Box, boxOf, meets, placeLabels, type Spot } from "./labels";
import type { Lit, Picture, PictureEdge, View } from "./picture";
import type { Places } from "./places";
import { Stamps } from "./stamps";
import { countSides, middleOf } from "./surroundings";

const MOST = 140;
const MOST_PHRASES = 24;
const CROWD = 180;
const LEADS: Readonly<Record<string, string>> = { denied: "denied: ", hypothetical: "supposed: " };
const PHRASE_FONT = '"Newsreader Variable", Georgia, serif';

interface Named {
	readonly place: number;
	readonly spot: Spot;
}

/** Where a name stands, from the middle of its dot to the left end of the middle of its line. */
interface Kept {
	readonly place: number;
	readonly dx: number;
	readonly dy: number;
}

export class Lettering {
	private readonly stamps = new Stamps();
	private readonly ranked: readonly number[];
	private readonly busy: readonly (readonly number[])[];
	private kept: readonly Kept[] = [];

	constructor(
		private readonly picture: Picture,
		private readonly bends: readonly number[],
		private readonly places: Places,
	) {
		const salience = (place: number): number => picture.nodes[place]?.salience ?? 0;
		this.ranked = picture.nodes.map((_, i) => i).sort((a, b) => salience(b) - salience(a) || a - b);
		this.busy = picture.nodes.map((_, i) => countSides(picture, i));
	}

	/** The names of all that is there. While it moves, the names that stand already go along with their dots, so that
	 * none jumps and none has to be found room for. */
	drawAll(pen: CanvasRenderingContext2D, view: View, frame: Box, moves: boolean, others: readonly Box[]): void {
		this.stamps.prepare(view.palette);
		if (!moves) {
			const shown = this.ranked.filter((place) => this.places.shown[place]);
			this.kept = this.placeNames(shown, null, frame, others).map(([, kept]) => kept);
		}
		for (const one of this.kept) this.write(pen, one, false);
	}

	drawLit(pen: CanvasRenderingContext2D, view: View, frame: Box): void {
		const { lit } = view;
		if (!lit) return;
		this.stamps.prepare(view.palette);
		const named = this.placeNames(this.order(lit), lit.centre, frame);
		const dots = [...lit.nodes].slice(0, CROWD).map((place) => ({ ...this.places.at(place), width: 0 }));
		this.writePhrases(pen, view, lit, [...named.map(([box]) => box), ...dots.map(boxOf)]);
		for (const [, kept] of named) this.write(pen, kept, kept.place === lit.centre);
	}

	forgetFonts(): void {
		this.stamps.forget();
	}

	/** What it is about comes first, then what is spoken of now, then the rest by rank. */
	private order(lit: Lit): number[] {
		const first = (place: number): number => (place === lit.centre ? 0 : lit.glow?.nodes.has(place) ? 1 : 2);
		const named = this.ranked.filter((place) => this.places.lit[place]);
		return named.sort((a, b) => first(a) - first(b));
	}

	private placeNames(
		order: readonly number[],
		centre: number | null,
		frame: Box,
		others: readonly Box[] = [],
	): [Box, Kept][] {
		const named = order.flatMap((place) => this.spot(place, place === centre));
		const boxes = placeLabels(
			named.map((one) => one.spot),
			frame,
			this.stamps.line,
			MOST,
			dotsOf(named),
			others,
		);
		return named.flatMap(({ place, spot }, i): [Box, Kept][] => {
			const box = boxes[i];
			return box ? [[box, { place, dx: box.left - spot.x, dy: (box.top + box.bottom) / 2 - spot.y }]] : [];
		});
	}

	private spot(place: number, bold: boolean): Named[] {
		const at = this.places.at(place);
		const name = this.picture.nodes[place]?.name;
		if (!name) return [];
		const { x, y, radius } = at;
		const width = this.stamps.measure(name, bold);
		return [{ place, spot: { x, y, radius: radius * 1.15, width, busy: this.busy[place] ?? [] } }];
	}

	private write(pen: CanvasRenderingContext2D, { place, dx, dy }: Kept, bold: boolean): void {
		const at = this.places.at(place);
		const name = this.picture.nodes[place]?.name;
		if (name) this.stamps.write(pen, name, bold, at.x + dx, at.y + dy);
	}

	private writePhrases(pen: CanvasRenderingContext2D, view: View, lit: Lit, taken: Box[]): void {
		const edges = lit.calm ? (lit.glow?.edges ?? []) : lit.edges;
		if ([...edges].length > MOST_PHRASES) return;
		pen.font = `italic 400 ${this.stamps.size + 1}px ${PHRASE_FONT}`;
		pen.textBaseline = "middle";
		pen.lineJoin = "round";
		pen.strokeStyle = hex(view.palette.paper);
		pen.fillStyle = hex(view.palette.inkSoft);
		pen.lineWidth = 6;
		for (const place of edges) {
			const box = this.phraseBox(pen, place);
			if (!box || taken.some((other) => meets(other, box))) continue;
			taken.push(box);
			const edge = this.picture.edges[place];
			const [words, y] = [edge ? wordsOf(edge) : "", (box.top + box.bottom) / 2];
			pen.strokeText(words, box.left, y);
			pen.fillText(words, box.left, y);
		}
	}

	private phraseBox(pen: CanvasRenderingContext2D, place: number): Box | null {
		const edge = this.picture.edges[place];
		if (!edge) return null;
		const [a, b] = [this.places.at(edge.source), this.places.at(edge.target)];
		const middle = middleOf(a, b, this.bends[place] ?? 0);
		const width = pen.measureText(wordsOf(edge)).width;
		if (Math.hypot(a.x - b.x, a.y - b.y) < width * 0.8) return null;
		const half = this.stamps.line / 2;
		return {
			left: middle.x - width / 2,
			right: middle.x + width / 2,
			top: middle.y - half,
			bottom: middle.y + half,
		};
	}
}

/** What a line says, which may be that it was denied. */
export function wordsOf({ phrase, polarity }: PictureEdge): string {
	return `${LEADS[polarity] ?? ""}${phrase}`;
}

/** Every dot takes room. In a crowd only the foremost do: otherwise the middle of things would stay nameless. */
function dotsOf(named: readonly Named[]): Spot[] {
	const spots = named.map((one) => one.spot);
	return spots.length > CROWD ? spots.slice(0, CROWD / 3) : spots;
}
