import { expect, test } from "vitest";
import { complaintAbout, defaultSettings, paces, penalties } from "../src/overfitting/settings";

test("every choice on offer is accepted", () => {
  expect(complaintAbout(defaultSettings)).toBeUndefined();
  for (const { value } of penalties)
    expect(complaintAbout({ ...defaultSettings, l2: value })).toBeUndefined();
  for (const { value } of paces) expect(complaintAbout({ ...defaultSettings, pace: value })).toBeUndefined();
  expect(penalties.map(({ value }) => value)).toContain(defaultSettings.l2);
  expect(paces.map(({ value }) => value)).toContain(defaultSettings.pace);
});

test.each([
  [{ epochs: 0 }, "Epochs is 0; enter a whole number from 1 to 20,000."],
  [{ epochs: 2.5 }, "Epochs is 2.5; enter a whole number from 1 to 20,000."],
  [{ epochs: 1e9 }, "Epochs is 1000000000; enter a whole number from 1 to 20,000."],
  [{ epochs: "" as unknown as number }, "Epochs is empty; enter a whole number from 1 to 20,000."],
  [{ epochs: Number.NaN }, "Epochs is empty; enter a whole number from 1 to 20,000."],
  [{ dropout: 1 }, "The dropout rate is 1; choose one from 0 to 0.9."],
  [{ l2: -1 }, "The L2 penalty is -1; choose one from 0 to 1."],
  [{ pace: -5 }, "The pace is -5; choose 0 or more epochs a second."],
])("%j is complained about in plain words", (change, complaint) => {
  expect(complaintAbout({ ...defaultSettings, ...change })).toBe(complaint);
});
