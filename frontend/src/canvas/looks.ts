/** How dots and lines look: at rest, where WebGL draws them once, and in the light, where they are drawn above. */
import { hex, mix, type Rgb, TYPES } from "../appearance/colors";
import type { PictureEdge, PictureNode, View } from "./picture";

/** Among more lines than these each is thinner, and dimmed ones fade further: they would be a fog. */
const MANY = 400;

let page = 0;

/** The page's own size of letters in pixels: it grows with the screen, and the picture with it. */
export function pageSize(): number {
	page ||= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
	return page;
}

addEventListener("resize", () => {
	page = 0;
});

/** The room that each of so many has on a canvas, as a factor of size: in a crowd, or on a phone, each is smaller. */
export function scaleFor(count: number, width: number, height: number): number {
	const room = Math.sqrt((Math.max(1, width) * Math.max(1, height)) / Math.max(1, count));
	return Math.max(0.35, Math.min(1, room / (4.4 * pageSize()))) * (pageSize() / 17);
}

export function sizeOf(node: PictureNode, scale: number): number {
	return (4.5 + 10.5 * Math.sqrt(Math.max(0, Math.min(1, node.salience)))) * scale;
}

export function isMany(lines: number): boolean {
	return lines > MANY;
}

export function colorOf(node: PictureNode, view: View): Rgb {
	const type = node.tint === undefined ? node.type : TYPES[node.tint];
	return type === undefined ? view.palette.line : (view.palette.types[type] ?? view.palette.ink);
}

/** Pixels, before the camera's zoom. */
export function thicknessOf(edge: PictureEdge, lines: number): number {
	return (isMany(lines) ? 1 : 1.7) + Math.min(2.4, Math.log2(Math.max(1, edge.weight)) * 0.7);
}

/** A line at rest: what is denied or supposed stands out, what is less certain steps back. */
export function lineColor(edge: PictureEdge, view: View): string {
	const calm = edge.polarity === "asserted" ? view.palette.line : view.palette.accent;
	return hex(mix(calm, view.palette.paper, Math.max(edge.weak ? 0.5 : 0, edge.fade ?? 0)));
}
