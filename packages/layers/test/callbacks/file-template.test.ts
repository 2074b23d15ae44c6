import { expect, test } from "vitest";
import { fileTemplate } from "../../src/callbacks/file-template";

const values = { epoch: 7, batch: 12, loss: 0.123456, valLoss: 12.5, valAccuracy: 0.875, odd: Number.NaN };

// What Python's "…".format(epoch=7, batch=12, loss=0.123456, val_loss=12.5, val_accuracy=0.875, odd=nan) gives.
test.each([
  ["best.keras", "best.keras"],
  ["{epoch}.keras", "7.keras"],
  ["{epoch:02d}-{val_loss:.2f}.keras", "07-12.50.keras"],
  ["{epoch:4d}|", "   7|"],
  ["{epoch:04d}-{batch:03d}", "0007-012"],
  ["{loss:.3e}", "1.235e-01"],
  ["{loss:.2E}", "1.23E-01"],
  ["{loss:.3g}", "0.123"],
  ["{valLoss:08.3f}", "0012.500"],
  ["{val_accuracy:.1%}", "87.5%"],
  ["{valAccuracy}", "0.875"],
  ["{loss:f}", "0.123456"],
  ["{odd:.2f}", "nan"],
  ["{{{epoch}}}", "{7}"],
])("%s", (template, name) => {
  expect(fileTemplate("test", template).fill(values)).toBe(name);
});

test.each(["{epoch", "epoch}", "{}", "{epoch:>4}", "{epoch:02x}", "{loss!r}", "{a.b}"])(
  "refuses %s",
  (text) => {
    expect(() => fileTemplate("test", text)).toThrow(
      /^test: received the file name .*, expected places such as/,
    );
  },
);

test("names what nothing fills", () => {
  expect(() => fileTemplate("test", "{val_los:.2f}").fill(values)).toThrow(
    /nothing fills "valLos" \(did you mean "valLoss"\?\); expected epoch, batch, loss/,
  );
});
