import { adam, dense, loadModel, modelToKeras, sequential } from "@wellfit/layers";

/** What a page can do with files of models. */
async function files(): Promise<Readonly<Record<string, boolean>>> {
  const model = sequential([dense(3, { inputShape: [2], activation: "relu" }), dense(1)]);
  model.compile({ loss: "mse", optimizer: adam() });
  const x = [
    [0, 1],
    [1, 0],
  ];
  await model.fit(x, [0, 1], { epochs: 2, verbose: 0 });
  const wanted = JSON.stringify(model.predict(x).toArray());
  const same = async (place: string | Uint8Array): Promise<boolean> => {
    const copy = await loadModel(place);
    return JSON.stringify(copy.predict(x).toArray()) === wanted && copy.optimizer.iterations === 2;
  };
  const there: Record<string, boolean> = {};
  for (const place of [
    "indexeddb://one.keras",
    "indexeddb://one.h5",
    "opfs://models/one.keras",
    "opfs://one.h5",
  ]) {
    await model.save(place);
    there[place] = await same(place);
  }
  await model.saveWeights("opfs://one.weights.h5");
  const copy = sequential([dense(3, { inputShape: [2], activation: "relu" }), dense(1)]);
  await copy.loadWeights("opfs://one.weights.h5");
  there.weights = JSON.stringify(copy.predict(x).toArray()) === wanted;
  there.bytes = await same(await modelToKeras(model));
  there.missing = await loadModel("opfs://two.keras").then(
    () => false,
    (error: Error) => /nothing was saved at opfs:\/\/two\.keras/.test(error.message),
  );
  return there;
}

/** Hands a model to the user, as the button of a page would. */
async function give(): Promise<void> {
  await sequential([dense(1, { inputShape: [2] })]).save("given.keras");
}

/** The number of weights of a model that lies beside the page. */
async function fetched(): Promise<number> {
  return (await loadModel("beside.keras")).countParams();
}

// The test calls them from outside.
Object.assign(globalThis, { files, give, fetched });
