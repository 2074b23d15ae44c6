import { ATTRIBUTE_TYPE, type AttributeProto } from "../format/model";

/** What an attribute may be: a whole number, a list of whole numbers, or a word. */
export type Attributes = Readonly<Record<string, number | readonly number[] | string>>;

/** Attributes of a node as they are written, in the order of their names. */
export function attributeProtos(attributes: Attributes): AttributeProto[] {
  return Object.keys(attributes)
    .sort()
    .map((name) => {
      const value = attributes[name] as Attributes[string];
      if (typeof value === "number") return { name, i: value, type: ATTRIBUTE_TYPE.int };
      if (typeof value === "string")
        return { name, s: new TextEncoder().encode(value), type: ATTRIBUTE_TYPE.string };
      return { name, ints: value, type: ATTRIBUTE_TYPE.ints };
    });
}
