/** The filters that are on, always in sight, each with a way out. The server writes the same. */
import type { Selection } from "../state/address";

/** The focus of who takes a filter off by keyboard goes to the next chip, else to where the filter was put on. */
export function showSelected(box: Element | null, now: Selection, before: Selection): void {
	if (now.topic === before.topic && now.chapter === before.chapter) return; // what is written anew is read out anew
	const held = box?.contains(document.activeElement) ?? false;
	const chips: HTMLElement[] = [];
	if (now.topic) {
		const name = nameOf(topicLink(now.topic));
		chips.push(chip("Topic", name, "topic"), leadToTopic(now.topic, name));
	}
	if (now.chapter !== null) chips.push(chip("Chapter", nameOf(`${chapterLink(now.chapter)} .t`), "chapter"));
	box?.replaceChildren(...chips.filter((one) => one.dataset.name));
	if (!held) return;
	const source = before.topic ? topicLink(before.topic) : chapterLink(before.chapter);
	(box?.querySelector("a") ?? document.querySelector<HTMLElement>(source))?.focus();
}

function topicLink(slug: string): string {
	return `a[data-topic="${CSS.escape(slug)}"]`;
}

function chapterLink(number: number | null): string {
	return `a.line[data-chapter="${number}"]`;
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
