/** Names as little pictures, each written once: writing letters with a rim of paper is dear, copying them is not. */
import { hex, type Palette } from "../appearance/colors";
import { pageSize } from "./looks";

/** Letters in parts of the page's own size, which grows with the screen. */
const SIZE = 0.78;
const LINE = 1.3;
const RIM = 4;
const MOST = 1500;
const FONT = '"Instrument Sans Variable", system-ui, sans-serif';

export class Stamps {
	/** pixels */
	size = 13;
	line = 17;
	private readonly widths = new Map<string, number>();
	private readonly stamps = new Map<string, HTMLCanvasElement>();
	private readonly ruler = document.createElement("canvas").getContext("2d");
	private palette: Palette | null = null;
	private density = 1;

	/** To be called before each drawing: another theme, screen or size of letters makes all names anew. */
	prepare(palette: Palette): void {
		const [size, density] = [Math.round(pageSize() * SIZE), window.devicePixelRatio || 1];
		if (size === this.size && density === this.density && palette === this.palette) return;
		this.forget();
		this.size = size;
		this.line = size * LINE;
		this.density = density;
		this.palette = palette;
	}

	/** Fonts may arrive after the first picture. */
	forget(): void {
		this.widths.clear();
		this.stamps.clear();
	}

	measure(text: string, bold: boolean): number {
		const key = keyOf(text, bold);
		const known = this.widths.get(key);
		if (known !== undefined || !this.ruler) return known ?? 0;
		this.ruler.font = this.font(bold);
		const width = this.ruler.measureText(text).width + 2;
		this.widths.set(key, width);
		return width;
	}

	/** `left` and `middle` of the line, in CSS pixels. */
	write(pen: CanvasRenderingContext2D, text: string, bold: boolean, left: number, middle: number): void {
		const stamp = this.stampOf(text, bold);
		const snap = (at: number): number => Math.round(at * this.density) / this.density;
		const [width, height] = [stamp.width / this.density, stamp.height / this.density];
		pen.drawImage(stamp, snap(left - RIM), snap(middle - height / 2), width, height);
	}

	private stampOf(text: string, bold: boolean): HTMLCanvasElement {
		const key = keyOf(text, bold);
		const known = this.stamps.get(key);
		if (known) return known;
		if (this.stamps.size >= MOST) this.stamps.clear();
		const stamp = this.make(text, bold);
		this.stamps.set(key, stamp);
		return stamp;
	}

	private make(text: string, bold: boolean): HTMLCanvasElement {
		const stamp = document.createElement("canvas");
		stamp.width = Math.ceil((this.measure(text, bold) + 2 * RIM) * this.density);
		stamp.height = Math.ceil((this.line + 2 * RIM) * this.density);
		const pen = stamp.getContext("2d");
		if (!pen || !this.palette) return stamp;
		pen.scale(this.density, this.density);
		pen.font = this.font(bold);
		pen.textBaseline = "middle";
		pen.lineJoin = "round";
		pen.lineWidth = RIM;
		pen.strokeStyle = hex(this.palette.paper);
		pen.strokeText(text, RIM, this.line / 2 + RIM);
		pen.fillStyle = hex(this.palette.ink);
		pen.fillText(text, RIM, this.line / 2 + RIM);
		return stamp;
	}

	private font(bold: boolean): string {
		return `${bold ? 650 : 500} ${this.size}px ${FONT}`;
	}
}

function keyOf(text: string, bold: boolean): string {
	return bold ? `!${text}` : text;
}
