/** The picture as a file: SVG in our own hand, from the same places, shapes and colours as the canvas; PNG from that.
 * Every text in it is escaped, and it holds neither script nor address. */
import { hex, type Palette } from "../appearance/colors";
import { bendPoint, type Point } from "../canvas/hits";
import { type Box, placeLabels, type Spot } from "../canvas/labels";
import { colorOf, lineColor, thicknessOf } from "../canvas/looks";
import { traceShape } from "../canvas/outlines";
import type { Picture, View } from "../canvas/picture";
import { bendParallels } from "../layouts/parallel";

const WIDTH = 1600;
const HEIGHT = 1000;
const MARGIN = 90;
const LETTERS = 15;
const LINE = 20;
const GLYPH = 0.56;
/** Letters that are as wide as they are high, as the server's drawings count them; no half ones, nor parts of syllables. */
export const FULL =
	/(?![\u1160-\u11ff\ud7b0-\ud7ff\uff61-\uffdc])[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\p{sc=Hangul}\p{Emoji_Presentation}\u3000-\u303e\u3200-\u3247\u3250-\u33ff\uff01-\uff60\uffe0-\uffe6]/u;
const MOST_NAMES = 220;
const FONT = "Instrument Sans, Helvetica, Arial, sans-serif";
const SERIF = "Newsreader, Georgia, serif";

interface Dot extends Spot {
	readonly place: number;
}

export function writeSvg(picture: Picture, view: View, title: string): string {
	const dots = placeDots(picture, view);
	const at = new Map(dots.map((dot) => [dot.place, dot]));
	const paper = hex(view.palette.paper);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
		`<title>${escapeText(title)}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="${paper}"/>`,
		...(dots.length ? writeRegions(picture, view) : []),
		...writeLines(picture, view, at),
		...dots.toReversed().map((dot) => writeDot(picture, view, dot)),
		...writeNames(picture, view.palette, dots),
		"</svg>",
	].join("");
}

function frameOf(picture: Picture, view: View): (x: number, y: number) => [number, number] {
	const shown = picture.nodes.filter((_, place) => view.showsNode(place));
	const xs = shown.map((node) => node.x);
	const ys = shown.map((node) => node.y);
	const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
	const scale = Math.min(
		(WIDTH - 2 * MARGIN) / Math.max(right - left, 0.05),
		(HEIGHT - 2 * MARGIN) / Math.max(high - low, 0.05),
	);
	return (x, y) => [WIDTH / 2 + (x - (left + right) / 2) * scale, HEIGHT / 2 - (y - (low + high) / 2) * scale];
}

/** The most telling first. */
function placeDots(picture: Picture, view: View): Dot[] {
	const place = frameOf(picture, view);
	const count = picture.nodes.length;
	const room = Math.max(0.3, Math.min(1, Math.sqrt(150 / Math.max(count, 1))));
	const dots = picture.nodes.flatMap((node, i): Dot[] => {
		if (!view.showsNode(i)) return [];
		const [x, y] = place(node.x, node.y);
		const radius = (5 + 12 * Math.sqrt(Math.max(0, Math.min(1, node.salience)))) * room;
		return [{ place: i, x, y, radius, width: guessWidth(node.name) }];
	});
	const salience = (dot: Dot): number => picture.nodes[dot.place]?.salience ?? 0;
	return dots.sort((a, b) => salience(b) - salience(a) || a.place - b.place);
}

function guessWidth(name: string): number {
	return [...name].reduce((width, letter) => width + (FULL.test(letter) ? LETTERS : LETTERS * GLYPH), 0);
}

function writeLines(picture: Picture, view: View, at: ReadonlyMap<number, Dot>): string[] {
	const bends = bendParallels(picture.edges);
	return picture.edges.flatMap((edge, place) => {
		const [a, b] = [at.get(edge.source), at.get(edge.target)];
		if (!a || !b || !view.showsEdge(place)) return [];
		const width = thicknessOf(edge, picture.edges.length).toFixed(1);
		const dash = edge.polarity === "asserted" ? "" : ' stroke-dasharray="6 4"';
		const look = `stroke="${lineColor(edge, view)}" stroke-width="${width}"${dash}`;
		return [`<path d="${traceLine(a, b, bends[place] ?? 0)}" fill="none" ${look}/>`];
	});
}

function traceLine(a: Point, b: Point, bend: number): string {
	const path = new PathWriter();
	path.moveTo(a.x, a.y);
	const middle = bendPoint(a, b, bend);
	if (bend) path.quadraticCurveTo(middle.x, middle.y, b.x, b.y);
	else path.lineTo(b.x, b.y);
	return path.text;
}

function writeDot(picture: Picture, view: View, dot: Dot): string {
	const node = picture.nodes[dot.place];
	if (!node) return "";
	const path = new PathWriter();
	traceShape(path, node.type, dot.x, dot.y, dot.radius);
	const name = escapeText(node.name);
	return `<path d="${path.text}" fill="${hex(colorOf(node, view))}"><title>${name}</title></path>`;
}

function writeNames(picture: Picture, palette: Palette, dots: readonly Dot[]): string[] {
	const frame: Box = { left: 6, top: 6, right: WIDTH - 6, bottom: HEIGHT - 6 };
	const boxes = placeLabels(dots, frame, LINE, MOST_NAMES, dots.length > 180 ? dots.slice(0, 60) : dots);
	const look = `font-family="${FONT}" font-size="${LETTERS}" font-weight="500" fill="${hex(palette.ink)}"`;
	const rim = `stroke="${hex(palette.paper)}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`;
	const names = dots.flatMap((dot, i) => {
		const box = boxes[i];
		if (!box) return [];
		const [x, anchor] =
			box.right < dot.x ? [box.right, "end"] : box.left > dot.x ? [box.left, "start"] : [dot.x, "middle"];
		const name = escapeText(picture.nodes[dot.place]?.name ?? "");
		return [
			`<text x="${x.toFixed(1)}" y="${(box.top + LINE * 0.75).toFixed(1)}" text-anchor="${anchor}">${name}</text>`,
		];
	});
	return [`<g ${look} ${rim}>`, ...names, "</g>"];
}

function writeRegions(picture: Picture, view: View): string[] {
	if (!picture.regions?.length) return [];
	const place = frameOf(picture, view);
	const look = `font-family="${SERIF}" font-size="24" font-style="italic" text-anchor="middle"`;
	const names = picture.regions.map(({ name, x, y }) => {
		const [left, top] = place(x, y);
		return `<text x="${left.toFixed(1)}" y="${top.toFixed(1)}">${escapeText(name)}</text>`;
	});
	return [`<g ${look} fill="${hex(view.palette.line)}">`, ...names, "</g>"];
}

/** What can't stand in XML at all is left out. */
export function escapeText(text: string): string {
	const plain = [...text].filter((letter) => isLegal(letter.codePointAt(0) ?? 0)).join("");
	return plain.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function isLegal(code: number): boolean {
	return (
		code === 9 ||
		code === 10 ||
		code === 13 ||
		(code >= 32 && !(code >= 0xd800 && code <= 0xdfff) && code < 0xfffe) ||
		code > 0xffff
	);
}

/** Writes what is traced as an SVG path; arcs are whole circles. */
class PathWriter {
	text = "";

	moveTo(x: number, y: number): void {
		this.text += `M${x.toFixed(1)} ${y.toFixed(1)}`;
	}

	lineTo(x: number, y: number): void {
		this.text += `L${x.toFixed(1)} ${y.toFixed(1)}`;
	}

	quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
		this.text += `Q${cx.toFixed(1)} ${cy.toFixed(1)} ${x.toFixed(1)} ${y.toFixed(1)}`;
	}

	arc(_x: number, _y: number, radius: number): void {
		const [r, across] = [radius.toFixed(1), (2 * radius).toFixed(1)];
		this.text += `a${r} ${r} 0 1 0 -${across} 0a${r} ${r} 0 1 0 ${across} 0`;
	}

	closePath(): void {
		this.text += "Z";
	}
}

export async function drawPng(svg: string): Promise<Blob> {
	const image = new Image();
	const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
	try {
		image.src = address;
		await image.decode();
		const canvas = document.createElement("canvas");
		canvas.width = WIDTH * 2;
		canvas.height = HEIGHT * 2;
		canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
		return await new Promise((resolve, reject) => {
			canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
		});
	} finally {
		URL.revokeObjectURL(address);
	}
}

export function offerFile(blob: Blob, name: string): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
