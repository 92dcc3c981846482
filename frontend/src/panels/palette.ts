/** The palette: `/` or Ctrl-K (⌘K) on every page, and touching the masthead's field. Answers while one types; arrows
 * choose, Enter goes there, Escape closes. Without script the masthead's field is a form that leads to the same. */
import { isAbort } from "../api/abort";
import { openPanelSource, type PanelSource } from "../api/panel";
import { isComposed, isCovered, isTyping } from "./typing";

const ADDRESS = "/search/palette/";
const PAUSE_MS = 90;

export function bindPalette(page: Document = document): void {
	const field = page.querySelector<HTMLInputElement>("[data-find]");
	const dialog = page.querySelector<HTMLDialogElement>("[data-palette]");
	const input = dialog?.querySelector<HTMLInputElement>("input");
	const list = dialog?.querySelector<HTMLElement>("[role=listbox]");
	if (!field || !dialog || !input || !list) return;
	const palette = new Palette(dialog, input, list);
	page.addEventListener("keydown", (event) => {
		if (!asksForSearch(event)) return;
		event.preventDefault();
		palette.open(field.value);
	});
	// not by focus: a keyboard would never get past the field
	field.addEventListener("click", () => palette.open(field.value));
	const moveOn = (): void => {
		palette.open(field.value);
		field.value = "";
	};
	field.addEventListener("input", (event) => {
		if (!(event instanceof InputEvent && event.isComposing)) moveOn();
	});
	field.addEventListener("compositionend", moveOn);
}

function asksForSearch(event: KeyboardEvent): boolean {
	if (isCovered()) return false;
	if ((event.ctrlKey || event.metaKey) && !event.altKey) return event.key.toLowerCase() === "k";
	return event.key === "/" && !event.altKey && !isTyping(event.target);
}

function findOption(target: EventTarget | null): HTMLElement | null {
	return target instanceof Element ? target.closest<HTMLElement>("[role=option]") : null;
}

class Palette {
	private readonly source: PanelSource = openPanelSource(ADDRESS);
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly dialog: HTMLDialogElement,
		private readonly input: HTMLInputElement,
		private readonly list: HTMLElement,
	) {
		input.addEventListener("input", () => this.askSoon());
		dialog.addEventListener("keydown", (event) => this.press(event));
		dialog.addEventListener("click", (event) => {
			if (event.target === dialog) dialog.close();
		});
		dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
		// what was found may be on this very page, which is not loaded anew then
		list.addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
			if (findOption(target) && !ctrlKey && !metaKey && !shiftKey) dialog.close();
		});
		list.addEventListener("pointermove", ({ target }) => {
			const option = findOption(target);
			if (option && option !== this.chosen()) this.choose(option);
		});
	}

	open(text: string): void {
		if (this.dialog.open) return;
		this.dialog.showModal();
		if (text) this.input.value = text;
		this.input.focus();
		this.input.setSelectionRange(text ? this.input.value.length : 0, this.input.value.length);
		this.askSoon();
	}

	private options(): HTMLElement[] {
		return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
	}

	private chosen(): HTMLElement | null {
		return this.list.querySelector<HTMLElement>("[aria-selected=true]");
	}

	private askSoon(): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.ask(), PAUSE_MS);
	}

	private async ask(): Promise<void> {
		const text = this.input.value.trim();
		try {
			const found = text ? await this.source.load(`?q=${encodeURIComponent(text)}`) : "";
			if (text !== this.input.value.trim()) return;
			this.show(found);
			this.list.dataset.answers = text;
		} catch (error) {
			if (isAbort(error)) return;
			this.show("");
			this.say("Search does not answer just now. Enter tries its page.", true);
		}
	}

	/** HTML of the server, escaped there. */
	private show(html: string): void {
		this.list.innerHTML = html;
		const options = this.options();
		this.list.hidden = options.length === 0;
		for (const [i, option] of options.entries()) option.id = `find-option-${i}`;
		this.input.setAttribute("aria-expanded", String(options.length > 0));
		if (options[0]) this.choose(options[0]);
		else this.input.removeAttribute("aria-activedescendant");
		this.say(options.length > 1 ? `${options.length - 1} results` : "");
	}

	/** To be seen too where nothing else on the page shows it. */
	private say(words: string, seen = false): void {
		const line = this.dialog.querySelector("[role=status]");
		if (!line) return;
		line.className = seen ? "hint" : "sr";
		line.textContent = words;
	}

	private choose(option: HTMLElement): void {
		this.chosen()?.setAttribute("aria-selected", "false");
		option.setAttribute("aria-selected", "true");
		option.scrollIntoView?.({ block: "nearest" });
		this.input.setAttribute("aria-activedescendant", option.id);
	}

	private press(event: KeyboardEvent): void {
		event.stopPropagation(); // the page below has keys of its own
		if (isComposed(event)) return;
		if (event.key === "Enter" && event.target === this.input) this.follow(event);
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		const options = this.options();
		if (!step || !options.length) return;
		event.preventDefault();
		const at = options.indexOf(this.chosen() as HTMLElement);
		const next = options[(at + step + options.length) % options.length];
		if (next) this.choose(next);
	}

	/** What is typed faster than it is answered goes to the page: the list is of fewer letters then. */
	private follow(event: KeyboardEvent): void {
		const option = this.chosen();
		if (!(option instanceof HTMLAnchorElement) || this.list.dataset.answers !== this.input.value.trim()) return;
		event.preventDefault();
		option.click();
	}
}
