import { describe, expect, it } from "vitest";
import * as data from "../src";
import {
  type CsrArray,
  countVectorizer,
  hashingVectorizer,
  LeakageError,
  NotFittedError,
  table,
  tfidfTransformer,
  tfidfVectorizer,
  toDense,
  transformFromJson,
} from "../src";
import { murmurHash } from "../src/text/murmur-hash";
import { stripAccents } from "../src/text/strip-accents";
import { type Case, expectClose, golden, numbers, type Packed } from "./support/goldens";

const file = golden("text") as unknown as Record<string, Case>;
// biome-ignore lint/suspicious/noExplicitAny: vectorizers by their names.
type Any = any;

const expectArray = (received: data.NdArray, expected: Packed): void => {
  expect(received.shape).toEqual(expected.shape);
  expectClose(received.data, numbers(expected), 1e-14);
};

describe("vectorizers give scikit-learn's numbers", () => {
  it.each(
    (file.cases as Case[]).map(
      (c, i) => [i, c.kind, JSON.stringify(c.options), c] as [number, string, string, Case],
    ),
  )("%i %s %s", (_i, kind, _options, c) => {
    const make = (more = {}): Any => (data as Any)[kind]({ ...c.options, ...more });
    if (c.error !== undefined) {
      expect(() => make().fit(c.texts)).toThrow(/expected .* received /);
      return;
    }
    const t = make();
    const out = t.fitTransform(c.texts);
    expectArray(out, c.transformed);
    expectArray(t.transform(c.new), c.transformedNew);
    const sparse = make({ sparseOutput: true });
    const rows: CsrArray = sparse.fitTransform(c.texts);
    expect(toDense(rows)).toEqual(out);
    expect(toDense(sparse.transform(c.new))).toEqual(t.transform(c.new));
    const back: Any = transformFromJson(JSON.parse(JSON.stringify(t)));
    expect(back.transform(c.new)).toEqual(t.transform(c.new));
    expect(back.getFeatureNamesOut()).toEqual(t.getFeatureNamesOut());
    expect(back.toJSON()).toEqual(t.toJSON());
    if (c.names !== undefined) {
      expect(t.getFeatureNamesOut()).toEqual(c.names);
      expect([...t.vocabulary.keys()]).toEqual(c.names);
      for (const form of [out, rows]) {
        const sorted = t.inverseTransform(form).map((terms: string[]) => [...terms].sort());
        expect(sorted).toEqual(c.inverse.map((terms: string[]) => [...terms].sort()));
      }
    }
    if (c.idf !== undefined && c.idf !== null) expectClose(t.idf, numbers(c.idf), 1e-14);
  });

  it("tfidfTransformer, of dense and of sparse counts", () => {
    for (const c of file.transformers as Case[]) {
      const counts = { data: Float64Array.from(numbers(c.X)), shape: c.X.shape };
      const t = tfidfTransformer(c.options);
      expectArray(t.fitTransform(counts), c.transformed);
      if (c.idf !== null) expectClose(t.idf, numbers(c.idf), 1e-14);
      else expect(new Set(t.idf)).toEqual(new Set([1]));
    }
    const sparse = countVectorizer({ sparseOutput: true }).fitTransform(file.cases[0].texts);
    const both = tfidfTransformer().fitTransform(sparse);
    expect(both).toEqual(tfidfVectorizer({ sparseOutput: true }).fitTransform(file.cases[0].texts));
    expect(toDense(both)).toEqual(tfidfTransformer().fitTransform(toDense(sparse)));
  });

  it("MurmurHash3, and a million columns", () => {
    for (const [text, hash] of file.hashes) expect(murmurHash(new TextEncoder().encode(text))).toBe(hash);
    const { values, indices, indptr, shape } = hashingVectorizer({
      norm: null,
      sparseOutput: true,
    }).transform(file.cases[0].texts);
    expect([...values]).toEqual(file.sparse.values);
    expect([...indices]).toEqual(file.sparse.indices);
    expect([...indptr]).toEqual(file.sparse.indptr);
    expect(shape).toEqual(file.sparse.shape);
  });

  it("accents, also of marks that have no class", () => {
    expect(stripAccents("é e\u0301 ạ̈ ﬁ Å", "unicode")).toBe("e e a fi A");
    expect(stripAccents("กำ कि \u20dd", "unicode")).toBe("กํา कि \u20dd".normalize("NFKD"));
    expect(stripAccents("naïve 日本 ﬁ", "ascii")).toBe("naive  fi");
  });
});

const texts = ["one two two", "two three", "one", "four four"];

describe("vectorizers keep the contract of transforms", () => {
  const makers: Record<string, () => Any> = {
    countVectorizer: () => countVectorizer(),
    tfidfVectorizer: () => tfidfVectorizer({ ngramRange: [1, 2] }),
    hashingVectorizer: () => hashingVectorizer({ nFeatures: 16 }),
  };

  describe.each(Object.entries(makers))("%s", (kind, make) => {
    it("fits lists, columns, tables and rows alike, in turns too", async () => {
      const reviews = table({ review: texts, stars: [1, 2, 3, 4] }, { columns: { review: "text" } });
      const t = make();
      expect([t.kind, t.fit(texts)]).toEqual([kind, t]);
      const out = t.transform(texts);
      expect(out.data).toBeInstanceOf(Float64Array);
      expect(out.shape).toEqual([4, t.getFeatureNamesOut().length]);
      for (const form of [
        reviews.column("review"),
        reviews.select(["review"]),
        texts.map((text) => [text]),
        table({ review: texts }).column("review"),
      ]) {
        expect(make().fitTransform(form)).toEqual(out);
        expect(await make().fitTransformAsync(form)).toEqual(out);
        expect(await (await make().fitAsync(form)).transformAsync(form)).toEqual(out);
      }
      expect(() => make().fit(reviews)).toThrow(/one column of texts, received 2 \("review", "stars"\)/);
      const named = make().fit(reviews.select(["review"]));
      expect(named.transform(reviews)).toEqual(out);
      expect(() => named.transform(reviews.select(["stars"]))).toThrow(/received "stars" where "review" was/);
      expect(texts).toEqual(["one two two", "two three", "one", "four four"]);
      expect(t.transform([]).shape).toEqual([0, out.shape[1]]);
      expect([...t.transform([texts[0]]).data]).toEqual([...out.data.slice(0, out.shape[1])]);
    });

    it("refuses what is no text", () => {
      expect(() => make().fit([])).toThrow(/at least one row to fit on/);
      expect(() => make().fit(["a b", null])).toThrow(/a text in every row, received null in row 1/);
      expect(() => make().fit([["ab"], [5]])).toThrow(/received 5 in row 1 of "x0"/);
      expect(() => make().fit([[1], [2]])).toThrow(/received 1 in row 0/);
      expect(() => make().fit("ab")).toThrow(/received string/);
      expect(() => make().fit([["ab", "cd"]])).toThrow(/one column of texts, received 2/);
    });

    it("guards held-out texts", () => {
      const [train, test] = data.trainTestSplit([...texts, ...texts], { randomState: 0 });
      expect(() => make().fit(test)).toThrow(LeakageError);
      const t = make().fit(train);
      expect(data.provenance(t.transform(test))?.part).toBe("test");
      const reviews = table({ review: [...texts, ...texts] });
      const parts = data.split(reviews, { randomState: 0 });
      expect(() => make().fit(parts.test.column("review"))).toThrow(LeakageError);
      expect(data.provenance(t.transform(parts.test.column("review")))?.part).toBe("test");
    });

    it("refuses options that it does not know, and damaged JSON", () => {
      const maker = (data as Any)[kind];
      expect(() => maker({ lowerCase: false })).toThrow(/did you mean "lowercase"/);
      expect(() => maker({ analyzer: "words" })).toThrow(/did you mean "word"/);
      expect(() => maker({ ngramRange: [2, 1] })).toThrow(/ngramRange as \[least, most\].*received \[2,1\]/);
      expect(() => maker({ stripAccents: "all" })).toThrow(/stripAccents as one of/);
      expect(() => maker({ stopWords: "german" })).toThrow(/stopWords as "english" or a list/);
      expect(() => maker({ stopWords: ["a"], analyzer: "char" })).toThrow(/with analyzer "word" only/);
      expect(() => maker({ tokenPattern: "(a)(b)" })).toThrow(/at most one group in brackets, received 2/);
      expect(() => maker({ tokenPattern: "(" })).toThrow(/as a regular expression, received \(/);
      const json = JSON.parse(JSON.stringify(make().fit(texts)));
      expect(() => transformFromJson({ ...json, features: null })).toThrow(/damaged/);
    });

    it("stands in pipelines and column transformers", () => {
      const reviews = table({ review: texts, stars: [1, 2, 3, 4] });
      const prepare = data.columnTransformer({
        text: { columns: ["review"], steps: [make()] },
        numeric: { columns: ["stars"], steps: [data.standardScaler()] },
      });
      const out = prepare.fitTransform(reviews);
      const alone = make().fitTransform(texts);
      const width = alone.shape[1];
      expect(out.shape).toEqual([4, width + 1]);
      expect([...out.data.slice(0, width)]).toEqual([...alone.data.slice(0, width)]);
      const back = transformFromJson(JSON.parse(JSON.stringify(prepare)));
      expect(back.transform(reviews)).toEqual(out);
      const both = data.pipeline([make(), tfidfTransformer()]);
      expect(both.fitTransform(texts.map((text) => [text]))).toEqual(tfidfTransformer().fitTransform(alone));
    });
  });

  it("learn first, unless there is nothing to learn", () => {
    for (const t of [countVectorizer(), tfidfVectorizer(), tfidfVectorizer({ vocabulary: ["one"] })]) {
      expect(() => t.transform(texts)).toThrow(NotFittedError);
      expect(() => t.inverseTransform([[1]])).toThrow(NotFittedError);
      expect(() => t.vocabulary).toThrow(NotFittedError);
      expect(t.fitted).toBe(false);
    }
    expect(hashingVectorizer({ nFeatures: 4 }).transform(texts).shape).toEqual([4, 4]);
    const fixed = countVectorizer({ vocabulary: { two: 0, one: 1 } });
    expect([...fixed.transform(texts).data]).toEqual([2, 1, 1, 0, 0, 1, 0, 0]);
    expect(fixed.getFeatureNamesOut()).toEqual(["two", "one"]);
  });
});

describe("what follows a vectorizer in a pipeline works on its counts", () => {
  const train = [["a1 bb cc"], ["bb dd"], ["dd dd bb"], ["cc a1 a1"]];
  const fresh = [["bb cc"], ["zz a1"]];
  const steps: Record<string, () => data.Transform<data.NdArray<Float64Array>>> = {
    standardScaler: () => data.standardScaler(),
    robustScaler: () => data.robustScaler(),
    quantileTransformer: () => data.quantileTransformer({ nQuantiles: 3 }),
    powerTransformer: () => data.powerTransformer(),
    normalizer: () => data.normalizer(),
    binarizer: () => data.binarizer(),
    polynomialFeatures: () => data.polynomialFeatures(),
    varianceThreshold: () => data.varianceThreshold(),
    kBinsDiscretizer: () => data.kBinsDiscretizer({ nBins: 2 }),
    splineTransformer: () => data.splineTransformer(),
    functionTransformer: () => data.functionTransformer({ func: Math.sqrt }),
    knnImputer: () => data.knnImputer() as never,
    simpleImputer: () => data.simpleImputer() as never,
    missingIndicator: () => data.missingIndicator({ features: "all" }),
    pca: () => data.pca({ nComponents: 2 }),
    oneHotEncoder: () => data.oneHotEncoder({ handleUnknown: "ignore" }),
    featureUnion: () => data.featureUnion({ scaled: data.minMaxScaler(), asIs: "passthrough" }),
  };

  it.each(Object.entries(steps))("%s", (_name, make) => {
    const counter = countVectorizer();
    const counts = counter.fitTransform(train);
    const alone = make();
    const both = data.pipeline([countVectorizer(), make()]);
    const expected = alone.fitTransform(counts);
    expect(expected.shape[0]).toBe(4);
    expect(both.fitTransform(train)).toEqual(expected);
    expect(both.transform(fresh)).toEqual(alone.transform(counter.transform(fresh)));
  });
});

describe("vectorizers", () => {
  it("refuse a dense result that is too large, before they make it", () => {
    const many = Array.from({ length: 200 }, (_, i) => `text ${i}`);
    expect(() => hashingVectorizer().transform(many)).toThrow(
      /at most 134217728 values, received 200 rows × 1048576 terms \(1\.6 GB\).*sparseOutput: true/,
    );
    expect(hashingVectorizer({ sparseOutput: true }).transform(many).shape).toEqual([200, 2 ** 20]);
    const csr = hashingVectorizer({ sparseOutput: true }).transform(many);
    expect(() => toDense(csr)).toThrow(/toDense: expected a dense result/);
  });

  it("take expressions of JavaScript, and show how they take a text apart", () => {
    const t = countVectorizer({ tokenPattern: /#(\w+)/i, ngramRange: [1, 2] });
    expect(t.analyze("#Sun and #sea, sand")).toEqual(["sun", "sea", "sun sea"]);
    t.fit(["#a #b"]);
    const back: Any = transformFromJson(JSON.parse(JSON.stringify(t)));
    expect(back.analyze("#a b")).toEqual(["a"]);
    expect(countVectorizer({ tokenPattern: "[\\w-]+\\b" }).analyze("é-à, x")).toEqual(["é-à", "x"]);
  });

  it("check terms, limits and sparse rows", () => {
    expect(() => countVectorizer({ vocabulary: [] })).toThrow(/at least one term/);
    expect(() => countVectorizer({ vocabulary: ["a", "a"] })).toThrow(/"a" twice/);
    expect(() => countVectorizer({ vocabulary: { a: 0, b: 2 } })).toThrow(
      /columns 0 to 1.*received 2 for "b"/,
    );
    expect(() => countVectorizer({ maxDf: 1.5 })).toThrow(/maxDf as a share.*received 1.5/);
    expect(() => countVectorizer({ minDf: -1 })).toThrow(/minDf as a share/);
    expect(() => countVectorizer({ maxFeatures: 0 })).toThrow(/maxFeatures as a whole number of at least 1/);
    expect(() => countVectorizer({ maxDf: 0.1, minDf: 3 }).fit(texts)).toThrow(/raise maxDf or lower minDf/);
    expect(() => countVectorizer({ minDf: 3 }).fit(texts)).toThrow(/4 terms of which none is/);
    expect(() => tfidfTransformer({ norm: "max" as never })).toThrow(/norm as one of "l1", "l2"/);
    const rows = countVectorizer({ sparseOutput: true }).fitTransform(texts);
    const t = tfidfTransformer().fit(rows);
    expect(() => t.transform([[1]])).toThrow(/expected 4 features/);
    expect(() => toDense({ ...rows, indptr: rows.indptr.slice(1) })).toThrow(/indptr of 5 ascending places/);
    expect(() => toDense({ ...rows, shape: [4, 2] })).toThrow(/columns from 0 to 1 in indices/);
    const wide = countVectorizer().fit(["a1 b1"]);
    expect(() => wide.inverseTransform(rows)).toThrow(/expected 2 columns, as transform gives, received 4/);
    expect(() => wide.inverseTransform([[1]])).toThrow(/expected 2 features/);
  });
});
