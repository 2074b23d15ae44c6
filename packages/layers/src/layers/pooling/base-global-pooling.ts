import type { Tensor } from "@wellfit/core";
import { checkChoice, readOptions } from "../../common/options";
import type { BatchShape } from "../../common/shapes";
import type { CallOptions } from "../call-options";
import type { CallContext } from "../context";
import { Layer, type LayerOptions, layerDefaults } from "../layer";
import { checkAxes, type Rank } from "../space/axes";

/** Options of the layers that pool whole axes. */
export interface GlobalPoolingOptions extends LayerOptions {
  /** Whether the axes stay, with a length of 1. Default false. */
  readonly keepdims?: boolean;
  /** Where the channels are. Default `"channels_last"`; `"channels_first"` pools the axes behind the second. */
  readonly dataFormat?: "channels_last" | "channels_first";
}

/** One number for each channel, from all elements along one to three axes. */
export abstract class BaseGlobalPooling extends Layer {
  /** Whether the pooled axes stay. */
  protected readonly keepdims: boolean;
  private readonly dataFormat: "channels_last" | "channels_first";

  constructor(
    where: string,
    private readonly rank: Rank,
    options: object,
  ) {
    const given = readOptions(where, options, {
      ...layerDefaults,
      keepdims: false,
      dataFormat: "channels_last" as unknown,
    });
    super(where, given);
    this.keepdims = given.keepdims;
    const formats = ["channels_last", "channels_first"] as const;
    this.dataFormat = checkChoice(where, "dataFormat", given.dataFormat, formats);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    checkAxes(this.name, inputShape, this.rank);
    const pooled = this.axes;
    return inputShape.flatMap((n, axis) => (!pooled.includes(axis) ? [n] : this.keepdims ? [1] : []));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), data_format: this.dataFormat, keepdims: this.keepdims };
  }

  /** The axes that are pooled. */
  protected get axes(): number[] {
    const first = this.dataFormat === "channels_last" ? 1 : 2;
    return Array.from({ length: this.rank }, (_, i) => first + i);
  }

  protected override makeWeights(inputShape: BatchShape): void {
    checkAxes(this.name, inputShape, this.rank);
  }

  protected override takes(shape: BatchShape, builtFor: BatchShape): boolean {
    return shape.length === builtFor.length;
  }
}

/** The largest element of each channel. */
export abstract class BaseGlobalMaxPooling extends BaseGlobalPooling {
  override call(x: Tensor): Tensor {
    return x.max(this.axes, { keepdims: this.keepdims });
  }
}

/** The mean of each channel. */
export abstract class BaseGlobalAveragePooling extends BaseGlobalPooling {
  override call(x: Tensor, _context: CallContext, _options?: CallOptions): Tensor {
    return x.mean(this.axes, { keepdims: this.keepdims });
  }
}
