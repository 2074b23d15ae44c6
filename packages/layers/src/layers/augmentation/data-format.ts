import { checkChoice } from "../../common/options";

/** Where the channels of images stand. */
export type ImageDataFormat = "channelsLast" | "channelsFirst";

/** The format from its name, in either spelling. */
export function readDataFormat(where: string, value: unknown): ImageDataFormat {
  const format =
    value === "channels_last" || value === "channels_first"
      ? value.replace("_f", "F").replace("_l", "L")
      : value;
  return checkChoice(where, "dataFormat", format, ["channelsLast", "channelsFirst"]);
}

/** As Keras's files have it. */
export function kerasDataFormat(format: ImageDataFormat): string {
  return format === "channelsFirst" ? "channels_first" : "channels_last";
}
