/** Times in the zone of whoever reads. The server writes them in its own, and says which. */
const DAY = { day: "numeric", month: "short", year: "numeric" } as const;
const MINUTE = { hour: "2-digit", minute: "2-digit" } as const;
const FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
	minutes: { ...DAY, ...MINUTE, timeZoneName: "short" },
	clock: MINUTE,
	seconds: { ...MINUTE, second: "2-digit" },
};

export function bindLocalTimes(page: Document = document): void {
	writeTimes(page);
	page.addEventListener("htmx:afterSwap", () => writeTimes(page));
	for (const field of page.querySelectorAll<HTMLInputElement>("input[data-utc]")) bindField(field);
}

/** What the server wrote can still be read by pointing at it. */
function writeTimes(page: Document): void {
	for (const time of page.querySelectorAll<HTMLTimeElement>("time[data-local]:not([title])")) {
		const moment = new Date(time.dateTime);
		if (Number.isNaN(moment.valueOf())) continue;
		time.title = time.textContent ?? "";
		time.textContent = moment.toLocaleString("en-GB", FORMATS[time.dataset.local || "minutes"]);
	}
}

/** Shows and takes the reader's time; what is sent, and so stands in the address, is the server's. */
function bindField(field: HTMLInputElement): void {
	const moment = new Date(`${field.defaultValue}Z`);
	if (Number.isNaN(moment.valueOf())) return;
	field.value = writeField(new Date(moment.valueOf() - moment.getTimezoneOffset() * 60_000));
	const zone = field.labels?.[0]?.querySelector("[data-zone]");
	if (zone) zone.textContent = nameZone(moment);
	field.form?.addEventListener("formdata", ({ formData }) => {
		if (field.value) formData.set(field.name, writeField(new Date(field.value)));
	});
}

function writeField(moment: Date): string {
	return moment.toISOString().slice(0, "2026-11-30T12:00".length);
}

function nameZone(moment: Date): string {
	const parts = new Intl.DateTimeFormat("en-GB", FORMATS.minutes).formatToParts(moment);
	return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}
