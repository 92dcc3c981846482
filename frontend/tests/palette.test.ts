import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hex, mix } from "../src/appearance/colors";

type Three = [number, number, number];
const css = readFileSync("src/styles/tokens.css", "utf8");
/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const EYES: Record<string, Three[]> = {
	normal: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1],
	],
	protan: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998],
	],
	deutan: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881],
	],
	tritan: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039],
	],
};

function token(name: string, dark: boolean): Three {
	const pair = new RegExp(`--${name}: light-dark\\(oklch\\(([^)]*)\\), oklch\\(([^)]*)\\)\\)`).exec(css);
	const numbers = (pair?.[dark ? 2 : 1] ?? "").split(" ").map(Number);
	return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];
}

function toLinear([L, C, h]: Three): Three {
	const [a, b] = [C * Math.cos((h * Math.PI) / 180), C * Math.sin((h * Math.PI) / 180)];
	const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const rgb = [
		4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
		-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
		-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
	];
	return rgb.map((v) => Math.max(0, Math.min(1, v))) as Three;
}

function see(color: Three, eye: Three[]): Three {
	return eye.map((row) => Math.max(0, row[0] * color[0] + row[1] * color[1] + row[2] * color[2])) as Three;
}

function toOklab([r, g, b]: Three): Three {
	const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	return [
		0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
		1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
		0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
	];
}

const light = ([r, g, b]: Three) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
const TYPES = ["Person", "Organization", "Product", "Media", "Event", "Concept", "Place"];

describe.each([false, true])("the seven type colours (dark: %s)", (dark) => {
	const colors = TYPES.map((type) => toLinear(token(`t-${type}`, dark)));

	test.each(Object.keys(EYES))("stay apart for %s eyes", (name) => {
		const seen = colors.map((color) => toOklab(see(color, EYES[name] ?? [])));
		const gaps = seen.flatMap((a, i) =>
			seen.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
		);
		expect(Math.min(...gaps)).toBeGreaterThan(0.1);
	});

	test("stand three to one from the paper", () => {
		const paper = light(toLinear(token("paper", dark)));
		for (const color of colors) expect(contrast(light(color), paper)).toBeGreaterThan(2.99);
	});

	test("text stands seven to one, quiet text and the accent four and a half", () => {
		const paper = light(toLinear(token("paper", dark)));
		const of = (name: string) => contrast(light(toLinear(token(name, dark))), paper);
		expect(of("ink")).toBeGreaterThan(7);
		for (const name of ["ink-2", "ink-3", "accent"]) expect(of(name)).toBeGreaterThan(4.5);
	});
});

test("colours are mixed from one end to the other", () => {
	expect(hex(mix([0, 0, 0], [255, 255, 255], 0))).toBe("#000000");
	expect(hex(mix([0, 0, 0], [255, 255, 255], 1))).toBe("#ffffff");
	expect(hex(mix([0, 0, 0], [200, 100, 50], 0.5))).toBe("#643219");
});
