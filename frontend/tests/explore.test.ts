import { describe, expect, it } from "vitest";
import * as acts from "../src/explore/acts";
import { EMPTY, type Explored, fits, readExplored, writeExplored, writeQuestion } from "../src/explore/address";
import { begin, redo, step, travel, undo } from "../src/explore/timeline";

const ADDRESS =
	"?e=nvidia-1a2b3&e=arm-4c5d6&topic=chips&since=2026-01-01&size=300&type=Person,Product&open=tsmc-77aa1,asml-9f9f9" +
	"&shut=arm-4c5d6&hide=intel-00001&pin=tsmc-77aa1:-120:345&layout=time&by=degree&colour=group&on=nvidia-1a2b3&connection=abc";

describe("the address", () => {
	it("says the same after it was read and written", () => {
		expect(writeExplored(readExplored(ADDRESS))).toBe(ADDRESS);
		expect(writeExplored(readExplored(""))).toBe("");
	});

	it("keeps names of every kind whole", () => {
		const names = ["ünï-1", "日本-2", "a b&c=d", "50%", '"><script>'];
		const there = readExplored(
			writeExplored({ ...EMPTY, seeds: names, q: "x&e=y", filters: { speaker: "Ann & Bo=" } }),
		);
		expect(there.seeds).toEqual(names);
		expect(there.q).toBe("x&e=y");
		expect(there.filters.speaker).toBe("Ann & Bo=");
	});

	it("leaves out what can't be understood", () => {
		const odd = readExplored("?pin=x,y:1,z:1:2:3,ok:5:-6&open=,,a,&type=");
		expect(odd.pins).toEqual([{ slug: "ok", x: 0.005, y: -0.006 }]);
		expect(odd.opened).toEqual(["a"]);
		expect(odd.types).toEqual([]);
	});

	it("asks the server the same question whatever is only shown otherwise", () => {
		const now = readExplored(ADDRESS);
		const otherwise: Explored = { ...now, hidden: [], pins: [], chosen: ["x"], connection: null, closed: [] };
		expect(writeQuestion(otherwise)).toBe(writeQuestion(now));
		expect(writeQuestion(acts.expand(now, ["x"]))).not.toBe(writeQuestion(now));
	});
});

describe("what a reader does", () => {
	it("chooses one, several, and none again", () => {
		const one = acts.choose(EMPTY, "a");
		const two = acts.chooseToo(one, "b");
		expect(two.chosen).toEqual(["a", "b"]);
		expect(acts.chooseToo(two, "a").chosen).toEqual(["b"]);
		expect(acts.choose(two, "c").chosen).toEqual(["c"]);
		expect(acts.choose(one, "a").chosen).toEqual([]);
		expect(acts.chooseAll(one, ["a", "c"]).chosen).toEqual(["a", "c"]);
	});

	it("collapses what it opened, and else what hangs on it alone", () => {
		const open = acts.expand(EMPTY, ["a"]);
		expect(acts.collapse(open, ["a"])).toEqual(EMPTY);
		const closed = acts.collapse(EMPTY, ["b"]);
		expect(closed.closed).toEqual(["b"]);
		expect(acts.expand(closed, ["b"]).closed).toEqual([]);
	});

	it("hides what is chosen, and it is chosen and pinned no longer", () => {
		const pinned = acts.pin(acts.chooseToo(acts.choose(EMPTY, "a"), "b"), [{ slug: "a", x: 0.1, y: 0.2 }]);
		const hidden = acts.hide(pinned, ["a"]);
		expect([hidden.hidden, hidden.chosen, hidden.pins]).toEqual([["a"], ["b"], []]);
		expect(acts.showHidden(hidden).hidden).toEqual([]);
	});

	it("takes back the innermost choice first", () => {
		const deep = acts.chooseConnection(acts.choose(EMPTY, "a"), "r");
		expect(acts.stepBack(deep)).toEqual(acts.choose(EMPTY, "a"));
		expect(acts.stepBack(acts.stepBack(deep))).toEqual(EMPTY);
	});

	it("drops a filter that is set to nothing", () => {
		const set = acts.setFilter(EMPTY, "weight", "3");
		expect(set.filters).toEqual({ weight: "3" });
		expect(acts.setFilter(set, "weight", "").filters).toEqual({});
	});
});

describe("undo and redo", () => {
	const views = [["a"], ["a", "b"], ["a", "b", "c"]].map((opened): Explored => ({ ...EMPTY, opened }));
	const [first, second, third] = views as [Explored, Explored, Explored];
	const line = views.reduce(step, begin(EMPTY));

	it("goes through every view and back again", () => {
		let now = line;
		const seen = [];
		for (let i = 0; i < 5; i++) {
			now = undo(now);
			seen.push(now.now.opened.length);
		}
		expect(seen).toEqual([2, 1, 0, 0, 0]);
		for (let i = 0; i < 5; i++) now = redo(now);
		expect(now).toEqual(line);
	});

	it("takes a choice for no step, and keeps it", () => {
		const chosen = step(line, acts.choose(third, "x"));
		expect(chosen.past).toEqual(line.past);
		expect(undo(chosen).now).toEqual({ ...second, chosen: ["x"] });
	});

	it("ends what was undone with a new view", () => {
		const other = step(undo(line), { ...second, hidden: ["z"] });
		expect(redo(other)).toEqual(other);
	});

	it("takes the browser's Back for an undo", () => {
		expect(travel(line, second)).toEqual(undo(line));
		expect(travel(undo(line), third)).toEqual(line);
		expect(travel(line, first).past.at(-1)).toEqual(third);
	});
});

describe("an address that names many", () => {
	const many = Array.from({ length: 2000 }, (_, n) => `a-name-of-usual-length-${10_000 + n}`);
	/** What a web server reads of it: the longest that ours takes is 8190. */
	const line = (now: Explored): string =>
		`GET /api/v1/graph/export/?format=graphml&view=${encodeURIComponent(writeExplored(now).slice(1))} HTTP/1.1`;

	it("can be asked for by every server as long as it fits", () => {
		let now = EMPTY;
		for (const slug of many) if (fits(acts.hide(now, [slug]))) now = acts.hide(now, [slug]);
		expect(now.hidden.length).toBeGreaterThan(200);
		expect(line(now).length).toBeLessThan(8190);
	});

	it("knows when it is full, whatever fills it", () => {
		const pins = many.map((slug) => ({ slug, x: 0.5, y: -0.5 }));
		expect(fits(acts.pin(EMPTY, pins))).toBe(false);
		expect(fits(acts.pin(EMPTY, pins.slice(0, 100)))).toBe(true);
		expect(fits({ ...EMPTY, q: "ü".repeat(2000) })).toBe(false);
	});
});
