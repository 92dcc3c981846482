// @vitest-environment jsdom
import { expect, it } from "vitest";
import { bindZoom } from "../src/panels/stage-box";

it.each([true, false, undefined])("offers the full screen only where the browser has one (%s)", (enabled) => {
	Object.defineProperty(document, "fullscreenEnabled", { configurable: true, value: enabled });
	document.body.innerHTML = '<div data-zoom><button data-act="in"></button><button data-act="full"></button></div>';
	bindZoom(document.body, () => null);
	const offered = [...document.querySelectorAll<HTMLElement>("button:not([hidden])")].map(
		(button) => button.dataset.act,
	);
	expect(offered).toEqual(enabled ? ["in", "full"] : ["in"]);
});
