import { DataError } from "../errors";
import type { NdArray } from "../ndarray/ndarray";
import { nearestName } from "../wording";
import { Transform } from "./base";
import { binarizer } from "./binarizer";
import { columnTransformerFromOptions } from "./column-transformer";
import { countVectorizerFromOptions } from "./count-vectorizer";
import { dateTimeFeatures } from "./date-time-features";
import { featureUnionFromOptions } from "./feature-union";
import { functionTransformerFromOptions, type SavedFunctions } from "./function-transformer";
import { hashingVectorizerFromOptions } from "./hashing-vectorizer";
import { cellListsField, checkJson, decodeCell, type JsonObject, type TransformJson } from "./json";
import { kBinsDiscretizer } from "./k-bins-discretizer";
import { knnImputerFromOptions } from "./knn-imputer";
import { labelBinarizer } from "./label-binarizer";
import { labelEncoder } from "./label-encoder";
import { maxAbsScaler } from "./max-abs-scaler";
import { minMaxScaler } from "./min-max-scaler";
import { missingIndicatorFromOptions } from "./missing-indicator";
import { multiLabelBinarizerFromOptions } from "./multi-label-binarizer";
import { normalizer } from "./normalizer";
import { type OneHotEncoderOptions, oneHotEncoder } from "./one-hot-encoder";
import { ordinalEncoder } from "./ordinal-encoder";
import { pca } from "./pca";
import { pipelineFromOptions, type Revive } from "./pipeline";
import { polynomialFeatures } from "./polynomial-features";
import { powerTransformer } from "./power-transformer";
import { quantileTransformer } from "./quantile-transformer";
import { robustScaler } from "./robust-scaler";
import { selectKBest } from "./select-k-best";
import { selectPercentile } from "./select-percentile";
import { type SimpleImputerOptions, simpleImputer } from "./simple-imputer";
import { splineTransformer } from "./spline-transformer";
import { standardScaler } from "./standard-scaler";
import { targetEncoderFromOptions } from "./target-encoder";
import { tfidfTransformer } from "./tfidf-transformer";
import { tfidfVectorizerFromOptions } from "./tfidf-vectorizer";
import { transformedTargetFromOptions } from "./transformed-target";
import { varianceThreshold } from "./variance-threshold";

/** The functions of function transformers, by name. */
type Functions = Readonly<Record<string, SavedFunctions>>;

type Make = (
  options: JsonObject,
  revive: Revive,
  functions: Functions,
) => { restore(json: TransformJson): unknown };

const plain = <T>(options: JsonObject): T => options as T;

const categories = (options: JsonObject): NonNullable<OneHotEncoderOptions["categories"]> =>
  Array.isArray(options.categories) ? cellListsField(options, "categories") : "auto";

const number = (options: JsonObject, field: string): number | undefined =>
  options[field] === undefined ? undefined : Number(decodeCell(options[field]));

const makers = (): Readonly<Record<string, Make>> => ({
  binarizer: (options) => binarizer(plain(options)),
  columnTransformer: columnTransformerFromOptions,
  countVectorizer: countVectorizerFromOptions,
  dateTimeFeatures: (options) => dateTimeFeatures(plain(options)),
  functionTransformer: (options, _revive, functions) => functionTransformerFromOptions(options, functions),
  featureUnion: featureUnionFromOptions,
  hashingVectorizer: hashingVectorizerFromOptions,
  kBinsDiscretizer: (options) => kBinsDiscretizer(plain(options)),
  normalizer: (options) => normalizer(plain(options)),
  knnImputer: knnImputerFromOptions,
  labelBinarizer: (options) => labelBinarizer(plain(options)),
  labelEncoder: () => labelEncoder(),
  maxAbsScaler: () => maxAbsScaler(),
  minMaxScaler: (options) => minMaxScaler(plain(options)),
  missingIndicator: missingIndicatorFromOptions,
  multiLabelBinarizer: multiLabelBinarizerFromOptions,
  oneHotEncoder: (options) =>
    oneHotEncoder({ ...plain<OneHotEncoderOptions>(options), categories: categories(options) }),
  ordinalEncoder: (options) =>
    ordinalEncoder({
      categories: categories(options),
      handleUnknown: options.handleUnknown === "useEncodedValue" ? "useEncodedValue" : "error",
      unknownValue: number(options, "unknownValue"),
      encodedMissingValue: number(options, "encodedMissingValue"),
    }),
  pca: (options) => pca(plain(options)),
  pipeline: pipelineFromOptions,
  polynomialFeatures: (options) => polynomialFeatures(plain(options)),
  powerTransformer: (options) => powerTransformer(plain(options)),
  quantileTransformer: (options) => quantileTransformer(plain(options)),
  robustScaler: (options) => robustScaler(plain(options)),
  selectKBest: (options) => selectKBest(plain(options)),
  selectPercentile: (options) => selectPercentile(plain(options)),
  simpleImputer: (options) =>
    simpleImputer({
      ...plain<SimpleImputerOptions>(options),
      missingValues: decodeCell(options.missingValues) as number | string | null,
    }),
  splineTransformer: (options) => splineTransformer(plain(options)),
  standardScaler: (options) => standardScaler(plain(options)),
  targetEncoder: targetEncoderFromOptions,
  transformedTarget: transformedTargetFromOptions,
  tfidfTransformer: (options) => tfidfTransformer(plain(options)),
  tfidfVectorizer: tfidfVectorizerFromOptions,
  varianceThreshold: (options) => varianceThreshold(plain(options)),
});

/**
 * The kinds that {@link transformFromJson} reads, each the name of its factory.
 *
 * @example
 * ```ts
 * transformKinds().includes("standardScaler"); // true
 * ```
 */
export function transformKinds(): string[] {
  return Object.keys(makers());
}

/**
 * Options of {@link transformFromJson}.
 *
 * @example
 * ```ts
 * const options: FromJsonOptions = { functions: { log1p: { func: Math.log1p, inverseFunc: Math.expm1 } } };
 * ```
 */
export interface FromJsonOptions {
  /**
   * The functions of saved function transformers, which JSON cannot hold, by the name that each was given or
   * that its `func` has.
   */
  functions?: Functions | undefined;
}

/**
 * A transform from its JSON, fitted as it was when it was saved.
 *
 * @param json What `toJSON()` gave, after `JSON.parse`.
 * @param options `functions`, for function transformers.
 * @throws DataError for a kind that is not known, a state that is damaged, or functions that are missing.
 * @example
 * ```ts
 * const saved = JSON.stringify(standardScaler().fit([[0], [2]]));
 * toNested(transformFromJson(JSON.parse(saved)).transform([[4]])); // [[3]]
 * ```
 */
export function transformFromJson<T = Transform<NdArray<Float64Array>>>(
  json: unknown,
  options: FromJsonOptions = {},
): T {
  const checked: TransformJson = checkJson(json);
  const known = makers();
  const make = Object.hasOwn(known, checked.kind) ? known[checked.kind] : undefined;
  if (make === undefined) {
    const near = nearestName(checked.kind, Object.keys(known));
    throw new DataError(
      `transformFromJson: expected one of the kinds ${Object.keys(known).join(", ")}, received ${JSON.stringify(checked.kind)}` +
        `${near === undefined ? "" : `; did you mean "${near}"?`}`,
    );
  }
  const step: Revive = (inner) => {
    const made = transformFromJson<unknown>(inner, options);
    if (made instanceof Transform) return made;
    throw new DataError(
      `transformFromJson: expected transforms of features as steps, received a ${checkJson(inner).kind}`,
    );
  };
  return make(checked.options, step, options.functions ?? {}).restore(checked) as unknown as T;
}
