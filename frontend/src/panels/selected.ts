/** The filters that are on, always in sight, each with a way out. The server writes the same. */
import type { Selection } from "../state/address";

export function showSelected(box: Element | null, now: Selection): void {
	const chips: HTMLElement[] = [];
	if (now.topic) {
		const name = nameOf(`a[data-topic="${CSS.escape(now.topic)}"]`);
		chips.push(chip("Topic", name, "topic"), leadToTopic(now.topic, name));
	}
	if (now.chapter !== null) chips.push(chip("Chapter", nameOf(`a.line[data-chapter="${now.chapter}"] .t`), "chapter"));
	box?.replaceChildren(...chips.filter((one) => one.dataset.name));
}

function nameOf(selector: string): string {
	return document.querySelector(selector)?.textContent?.trim() ?? "";
}

function chip(kind: string, name: string, clears: string): HTMLElement {
	const link = document.createElement("a");
	link.className = "chip";
	link.href = "?";
	link.dataset.clear = clears;
	link.dataset.name = name;
	link.append(hidden("Remove the filter "), `${kind}: ${name}`, cross());
	return link;
}

function leadToTopic(slug: string, name: string): HTMLElement {
	const link = document.createElement("a");
	link.className = "chip";
	link.href = `/topics/${encodeURIComponent(slug)}/`;
	link.dataset.name = name;
	link.textContent = "In all videos";
	return link;
}

function hidden(text: string): HTMLElement {
	const span = document.createElement("span");
	span.className = "sr";
	span.textContent = text;
	return span;
}

function cross(): HTMLElement {
	const mark = document.createElement("span");
	mark.setAttribute("aria-hidden", "true");
	mark.textContent = "×";
	return mark;
}
