/** Reads the design tokens as plain colours that WebGL and canvas understand. */
export const TYPES = ["Person", "Organization", "Product", "Media", "Event", "Concept", "Place"] as const;
export type Rgb = readonly [number, number, number];

export interface Palette {
	paper: Rgb;
	ink: Rgb;
	inkSoft: Rgb;
	hair: Rgb;
	line: Rgb;
	accent: Rgb;
	types: Record<string, Rgb>;
}

export function readPalette(host: HTMLElement): Palette {
	const probe = document.createElement("i");
	probe.hidden = true;
	probe.style.forcedColorAdjust = "none"; // every colour would be that of text otherwise
	host.append(probe);
	const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
	const read = (color: string): Rgb => {
		probe.style.color = color;
		return toRgb(pen, getComputedStyle(probe).color);
	};
	const palette: Palette = {
		paper: read("var(--paper)"),
		ink: read("var(--ink)"),
		inkSoft: read("var(--ink-2)"),
		hair: read("var(--hair)"),
		line: read("var(--hair-strong)"),
		accent: read("var(--accent)"),
		types: Object.fromEntries(TYPES.map((type) => [type, read(`var(--t-${type})`)])),
	};
	probe.remove();
	return palette;
}

/** The canvas resolves whatever colour space the stylesheet uses. */
function toRgb(pen: CanvasRenderingContext2D | null, color: string): Rgb {
	if (!pen) return [0, 0, 0];
	pen.fillStyle = color;
	pen.fillRect(0, 0, 1, 1);
	const [r = 0, g = 0, b = 0] = pen.getImageData(0, 0, 1, 1).data;
	return [r, g, b];
}

/** `share` 0 gives `a`, 1 gives `b`. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
	const at = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * share);
	return [at(0), at(1), at(2)];
}

export function hex([r, g, b]: Rgb): string {
	return `#${((1 << 24) | (r << 16) | (g << 8) | b).toString(16).slice(1)}`;
}
