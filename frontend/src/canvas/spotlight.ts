/** Draws what is lit on a layer of its own: what stands behind it stays as it is and is only dimmed, so that a hover
 * costs as much as the few things that it lights, however large the picture. */
import { hex } from "../appearance/colors";
import { bendPoint } from "./hits";
import { colorOf, lineColor, thicknessOf } from "./looks";
import { traceShape } from "./outlines";
import type { Lit, Picture, PictureEdge, View } from "./picture";
import type { Places } from "./places";

const CENTRE = 1.25;
const HALO = 1.9;
const RING = 1.2;
const PIN = 0.36;

export class Spotlight {
	constructor(
		private readonly picture: Picture,
		private readonly bends: readonly number[],
		private readonly places: Places,
	) {}

	/** `zoom`: how much larger than at rest lines are drawn. */
	draw(pen: CanvasRenderingContext2D, view: View, zoom: number): void {
		const { lit } = view;
		this.places.light(view);
		if (lit) this.drawLit(pen, view, lit, zoom);
		this.drawRings(pen, view);
		this.drawPins(pen, view);
	}

	private drawLit(pen: CanvasRenderingContext2D, view: View, lit: Lit, zoom: number): void {
		this.drawLines(pen, view, lit, zoom);
		this.drawHalos(pen, view, lit);
		this.drawDots(pen, view, lit);
	}

	private drawLines(pen: CanvasRenderingContext2D, view: View, lit: Lit, zoom: number): void {
		for (const { look, group } of groupLines(this.picture, view, lit, this.places.lines)) {
			pen.strokeStyle = look.color;
			pen.lineWidth = Math.max(1.3, look.width * zoom);
			pen.setLineDash(look.dashed ? [6, 4] : []);
			pen.beginPath();
			for (const place of group) {
				const edge = this.picture.edges[place];
				if (edge) this.traceLine(pen, edge.source, edge.target, this.bends[place] ?? 0);
			}
			pen.stroke();
		}
		pen.setLineDash([]);
	}

	private traceLine(pen: CanvasRenderingContext2D, source: number, target: number, bend: number): void {
		const a = { x: this.places.x[source] ?? 0, y: this.places.y[source] ?? 0 };
		const b = { x: this.places.x[target] ?? 0, y: this.places.y[target] ?? 0 };
		pen.moveTo(a.x, a.y);
		const middle = bendPoint(a, b, bend);
		if (bend) pen.quadraticCurveTo(middle.x, middle.y, b.x, b.y);
		else pen.lineTo(b.x, b.y);
	}

	private drawHalos(pen: CanvasRenderingContext2D, view: View, lit: Lit): void {
		pen.globalAlpha = 0.28;
		for (const [type, group] of groupByType(this.picture, lit.glow?.nodes ?? []))
			this.fill(pen, view, lit, type, group, HALO);
		pen.globalAlpha = 1;
	}

	private drawRings(pen: CanvasRenderingContext2D, view: View): void {
		if (!view.marked?.size) return;
		pen.strokeStyle = hex(view.palette.accent);
		pen.lineWidth = 2;
		pen.beginPath();
		for (const place of view.marked) this.traceRound(pen, place, RING);
		pen.stroke();
	}

	private drawPins(pen: CanvasRenderingContext2D, view: View): void {
		if (!view.pinned?.size) return;
		pen.fillStyle = hex(view.palette.paper);
		pen.beginPath();
		for (const place of view.pinned) this.traceRound(pen, place, PIN);
		pen.fill();
	}

	private traceRound(pen: CanvasRenderingContext2D, place: number, grow: number): void {
		if (!this.places.shown[place]) return;
		const [x, y] = [this.places.x[place] ?? 0, this.places.y[place] ?? 0];
		const radius = grow * (this.places.radius[place] ?? 0) + (grow > 1 ? 3 : 0);
		pen.moveTo(x + radius, y);
		pen.arc(x, y, radius, 0, 2 * Math.PI);
	}

	private drawDots(pen: CanvasRenderingContext2D, view: View, lit: Lit): void {
		for (const [type, group] of groupByType(this.picture, lit.nodes)) this.fill(pen, view, lit, type, group, 1);
	}

	private fill(
		pen: CanvasRenderingContext2D,
		view: View,
		lit: Lit,
		type: string,
		group: readonly number[],
		grow: number,
	): void {
		const one = this.picture.nodes[group[0] ?? -1];
		if (!one) return;
		pen.fillStyle = hex(colorOf(one, view));
		pen.beginPath();
		for (const place of group) {
			if (!this.places.lit[place]) continue;
			const radius = (this.places.radius[place] ?? 0) * (place === lit.centre ? CENTRE : 1) - 0.5;
			traceShape(
				pen,
				grow > 1 ? "" : type,
				this.places.x[place] ?? 0,
				this.places.y[place] ?? 0,
				Math.max(1, radius * grow + (grow > 1 ? 2 : 0)),
			);
		}
		pen.fill();
	}
}

interface LineLook {
	readonly color: string;
	readonly width: number;
	readonly dashed: boolean;
}

/** One stroke for all lines that look alike; those that are spoken of now come last, and so lie above. */
function groupLines(picture: Picture, view: View, lit: Lit, lines: number): { look: LineLook; group: number[] }[] {
	const groups = new Map<string, { look: LineLook; group: number[] }>();
	for (const place of lit.edges) {
		const edge = picture.edges[place];
		if (!edge) continue;
		const look = lookOfLine(edge, view, lit.calm === true && !lit.glow?.edges.has(place), lines);
		const key = `${look.color} ${look.width} ${look.dashed}`;
		const known = groups.get(key);
		if (known) known.group.push(place);
		else groups.set(key, { look, group: [place] });
	}
	return [...groups.values()].sort((a, b) => a.look.width - b.look.width);
}

function lookOfLine(edge: PictureEdge, view: View, calm: boolean, lines: number): LineLook {
	const width = thicknessOf(edge, lines);
	if (calm) return { color: lineColor(edge, view), width, dashed: false };
	return { color: hex(view.palette.ink), width: width + 0.6, dashed: edge.polarity !== "asserted" };
}

/** One fill for all dots of one shape and colour. */
function groupByType(picture: Picture, places: Iterable<number>): [string, number[]][] {
	const groups = new Map<string, [string, number[]]>();
	for (const place of places) {
		const node = picture.nodes[place];
		const type = node?.type ?? "";
		const key = `${type} ${node?.tint ?? ""}`;
		const group = groups.get(key);
		if (group) group[1].push(place);
		else groups.set(key, [type, [place]]);
	}
	return [...groups.values()];
}
