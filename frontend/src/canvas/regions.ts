/** Names of the parts of a picture, as on a map: large, calm, behind everything else. */
import type Sigma from "sigma";
import { hex, mix, type Palette } from "../appearance/colors";
import { type Box, meets } from "./labels";
import { pageSize } from "./looks";
import type { Region } from "./picture";

const FONT = '"Newsreader Variable", Georgia, serif';
const SIZE = 1.3;
const PALE = 0.3;
const LONGEST = 34;

/** The room that the names take; one that would lie on another is left out. */
export function writeRegions(
	pen: CanvasRenderingContext2D,
	sigma: Sigma,
	regions: readonly Region[],
	palette: Palette,
): Box[] {
	const taken: Box[] = [];
	if (!regions.length) return taken;
	const size = Math.round(pageSize() * SIZE);
	pen.font = `italic 400 ${size}px ${FONT}`;
	pen.textBaseline = "middle";
	pen.fillStyle = hex(mix(palette.inkSoft, palette.paper, PALE));
	for (const { name, x, y } of regions) {
		const at = sigma.graphToViewport({ x, y });
		const text = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
		const half = pen.measureText(text).width / 2;
		const box = { left: at.x - half, right: at.x + half, top: at.y - size / 2, bottom: at.y + size / 2 };
		if (taken.some((other) => meets(box, other))) continue;
		taken.push(box);
		pen.fillText(text, box.left, at.y);
	}
	return taken;
}
