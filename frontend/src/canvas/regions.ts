/** Names of the parts of a picture, as on a map: large, calm, behind everything else. */
import type Sigma from "sigma";
import { hex, mix, type Palette } from "../appearance/colors";
import { pageSize } from "./looks";
import type { Region } from "./picture";

const FONT = '"Newsreader Variable", Georgia, serif';
const SIZE = 1.25;
const PALE = 0.42;
const LONGEST = 46;

export function writeRegions(
	pen: CanvasRenderingContext2D,
	sigma: Sigma,
	regions: readonly Region[],
	palette: Palette,
): void {
	if (!regions.length) return;
	pen.font = `italic 400 ${Math.round(pageSize() * SIZE)}px ${FONT}`;
	pen.textAlign = "center";
	pen.textBaseline = "middle";
	pen.fillStyle = hex(mix(palette.inkSoft, palette.paper, PALE));
	for (const { name, x, y } of regions) {
		const at = sigma.graphToViewport({ x, y });
		pen.fillText(name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name, at.x, at.y);
	}
	pen.textAlign = "start";
}
