import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const root = import.meta.dirname;

/** One sprite of the icons that `graphapp/web/icons.json` names, so that no page loads more than it can show. */
function iconSprite(): Plugin {
	const names: string[] = JSON.parse(readFileSync(resolve(root, "../graphapp/web/icons.json"), "utf8"));
	const read = (name: string) => readFileSync(resolve(root, `node_modules/lucide-static/icons/${name}.svg`), "utf8");
	const body = (name: string) => /<svg[^>]*>([\s\S]*)<\/svg>/.exec(read(name))?.[1]?.replace(/\s+/g, " ").trim();
	return {
		name: "icon-sprite",
		apply: "build",
		generateBundle() {
			const symbols = names.map((name) => `<symbol id="${name}" viewBox="0 0 24 24">${body(name)}</symbol>`);
			const source = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
			this.emitFile({ type: "asset", fileName: "icons.svg", source });
		},
	};
}

export default defineConfig({
	base: "/static/app/",
	plugins: [iconSprite()],
	build: {
		manifest: "manifest.json",
		outDir: "dist",
		target: "es2022",
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		rolldownOptions: {
			input: {
				site: "src/site.ts",
				video: "src/video.ts",
				map: "src/map.ts",
				explore: "src/explore.ts",
				paths: "src/paths.ts",
			},
		},
	},
	test: { include: ["tests/**/*.test.ts"] },
});
