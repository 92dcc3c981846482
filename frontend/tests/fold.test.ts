import { expect, it } from "vitest";
import { fold } from "../src/filters/fold";

it.each([
	["José", "jose"],
	["JOSÉ", "Jose\u0301"],
	["İstanbul", "istanbul"],
	["ﬁne", "fine"],
])("finds %s as %s", (name, wanted) => {
	expect(fold(name)).toContain(fold(wanted));
});

it.each([
	["パリ", "ハリ"],
	["की", "क"],
])("keeps %s and %s apart: their marks are letters", (one, other) => {
	expect(fold(one)).not.toBe(fold(other));
});
